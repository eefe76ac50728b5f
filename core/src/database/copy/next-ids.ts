import type { Database, Sql } from '../sql.ts';

/** The id that the next row of a table gets: ids of rows that are gone are not given again. Null where the table counts none. */
export async function nextIdOf(sql: Sql, table: string): Promise<number | null> {
  // SQLite makes the table with the first one that counts.
  const counts = sql.dialect === 'mysql' || (await sql.get("SELECT 1 AS found FROM sqlite_master WHERE name = 'sqlite_sequence'")) !== undefined;
  if (!counts) return null;
  const row =
    sql.dialect === 'sqlite'
      ? await sql.get<{ next: number }>('SELECT seq + 1 AS next FROM sqlite_sequence WHERE name = ?', [table])
      : await sql.get<{ next: number | null }>(
          'SELECT auto_increment AS next FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?',
          [table],
        );
  return row?.next ?? null;
}

export async function setNextId(database: Database, table: string, next: number): Promise<void> {
  await database.transaction(async (tx) => {
    if (tx.dialect === 'mysql') return void (await tx.run(`ALTER TABLE \`${table}\` AUTO_INCREMENT = ${Math.trunc(next)}`));
    await tx.run('DELETE FROM sqlite_sequence WHERE name = ?', [table]);
    await tx.run('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)', [table, next - 1]);
  });
}

import type { Sql } from '../sql.ts';

/** What the database says of itself that is not in order. */
export const damagesOf = (sql: Sql, deep: boolean): Promise<string[]> =>
  sql.dialect === 'sqlite' ? ofSqlite(sql, deep) : deep ? ofMysql(sql) : Promise.resolve([]);

async function ofSqlite(sql: Sql, deep: boolean): Promise<string[]> {
  const rows = await sql.all<Record<string, string>>(deep ? 'PRAGMA integrity_check' : 'PRAGMA quick_check');
  return rows.flatMap((row) => Object.values(row)).filter((line) => line !== 'ok');
}

async function ofMysql(sql: Sql): Promise<string[]> {
  const tables = await sql.all<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'`,
  );
  const damages: string[] = [];
  for (const { name } of tables) {
    const rows = await sql.all<{ Msg_type: string; Msg_text: string }>(`CHECK TABLE \`${name}\``);
    damages.push(...rows.filter((row) => row.Msg_text !== 'OK' && row.Msg_type !== 'note').map((row) => `${name}: ${row.Msg_text}`));
  }
  return damages;
}

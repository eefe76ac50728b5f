import { ensureBookkeeping } from '../migrations-store.ts';
import type { Database, Sql } from '../sql.ts';
import { tableNames } from './describe-tables.ts';

/** Stands among the migrations while a restore fills the database: nothing else may be done with it meanwhile. */
const owner = 'restore';

/** What a restore that did not come to its end was restoring; null where there is none. */
export async function unfinishedRestore(sql: Sql): Promise<string | null> {
  if (!(await tableNames(sql)).includes('migrations')) return null;
  return (await sql.get<{ name: string }>('SELECT name FROM migrations WHERE owner = ?', [owner]))?.name ?? null;
}

/** True where nothing is kept in a database yet. */
export async function isEmpty(sql: Sql): Promise<boolean> {
  const names = await tableNames(sql);
  if (names.some((name) => name !== 'migrations')) return false;
  return names.length === 0 || (await sql.get('SELECT name FROM migrations LIMIT 1')) === undefined;
}

/** Notes that a restore begins, and then removes what one that was cut off has left. Before, the database is empty or has such a note. */
export async function beginRestore(database: Database, name: string): Promise<void> {
  await database.transaction(ensureBookkeeping);
  await database.transaction(async (tx) => {
    await tx.run('DELETE FROM migrations');
    await tx.run('INSERT INTO migrations (owner, name, steps, done, applied_at) VALUES (?, ?, 1, 0, ?)', [owner, name, Date.now()]);
  });
  const tables = (await tableNames(database.read)).filter((table) => table !== 'migrations');
  await database.transaction(async (tx) => {
    for (const table of tables) await tx.run(`DROP TABLE \`${table}\``);
  });
}

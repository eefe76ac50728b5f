import { schemaHelper } from './schema-helper.ts';
import type { Sql } from './sql.ts';

/** Creates the bookkeeping where it is missing; runs under the migrator's lock. */
export async function ensureBookkeeping(sql: Sql): Promise<void> {
  const present =
    sql.dialect === 'sqlite'
      ? await sql.get(`SELECT 1 AS found FROM sqlite_master WHERE type = 'table' AND name = 'migrations'`)
      : await sql.get(`SELECT 1 AS found FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'migrations'`);
  if (present) return;
  await schemaHelper(sql).createTable(
    'migrations',
    (t) => {
      t.string('owner', 40).notNullable();
      t.string('name', 120).notNullable();
      t.integer('steps').notNullable();
      t.integer('done').notNullable();
      t.bigInteger('applied_at').notNullable();
    },
    { primary: ['owner', 'name'] },
  );
}

export interface Applied {
  readonly name: string;
  /** Steps the migration had, and those that are through. */
  readonly steps: number;
  readonly done: number;
}

export const appliedMigrations = (sql: Sql, owner: string): Promise<Applied[]> =>
  sql.all<Applied>('SELECT name, steps, done FROM migrations WHERE owner = ? ORDER BY name', [owner]);

export async function recordStep(sql: Sql, owner: string, name: string, steps: number, done: number): Promise<void> {
  const { changes } = await sql.run('UPDATE migrations SET done = ?, steps = ?, applied_at = ? WHERE owner = ? AND name = ?', [
    done,
    steps,
    Date.now(),
    owner,
    name,
  ]);
  if (changes === 0) {
    await sql.run('INSERT INTO migrations (owner, name, steps, done, applied_at) VALUES (?, ?, ?, ?, ?)', [owner, name, steps, done, Date.now()]);
  }
}

export const forgetMigrations = (sql: Sql, owner: string) => sql.run('DELETE FROM migrations WHERE owner = ?', [owner]);

/** All of the core and of plugins, whole or not. */
export const allMigrations = (sql: Sql): Promise<(Applied & { readonly owner: string })[]> =>
  sql.all('SELECT owner, name, steps, done FROM migrations ORDER BY owner, name');

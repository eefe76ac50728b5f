import { appliedMigrations } from './migrations-store.ts';
import { findMigrations, runSteps, type Steps, type StepsReport } from './run-steps.ts';
import { type MigrationStepFunction, schemaHelper } from './schema-helper.ts';
import type { Database } from './sql.ts';

export type MigrationReport = StepsReport;

/**
 * Brings the core's tables up to date, forward only; several processes may call it at once.
 * Errors: `migration-missing` (the database is newer), `migration-failed` (names the step; the next attempt goes on there),
 * `restore-unfinished`.
 */
export async function migrate(database: Database, dir: string, options: Pick<Steps<MigrationStepFunction>, 'before' | 'upTo'> = {}): Promise<MigrationReport> {
  const found = await coreMigrations(dir);
  return runSteps(database, { owner: 'core', found, run: (sql, step) => step(schemaHelper(sql)), ...options });
}

/** All that this version has, in their order. */
export const coreMigrations = (dir: string) => findMigrations<MigrationStepFunction>('core', dir);

/** Names of the core's migrations that have not run, or not wholly. */
export async function pendingMigrations(database: Database, dir: string): Promise<string[]> {
  const found = await coreMigrations(dir);
  const known = await appliedMigrations(database.read, 'core').catch(() => []);
  return found.map(({ name }) => name).filter((name) => !known.some((one) => one.name === name && one.done >= one.steps));
}

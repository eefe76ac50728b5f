import { appliedMigrations } from './migrations-store.ts';
import { findMigrations, runSteps, type StepsReport } from './run-steps.ts';
import { type MigrationStepFunction, schemaHelper } from './schema-helper.ts';
import type { Database } from './sql.ts';

export type MigrationReport = StepsReport;

/**
 * Brings the core's tables up to date, forward only; several processes may call it at once.
 * Errors: `migration-missing` (the database is newer), `migration-failed` (names the step; the next attempt goes on there).
 */
export async function migrate(database: Database, dir: string): Promise<MigrationReport> {
  const found = await findMigrations<MigrationStepFunction>('core', dir);
  return runSteps(database, 'core', found, (sql, step) => step(schemaHelper(sql)));
}

/** Names of the core's migrations that have not run, or not wholly. */
export async function pendingMigrations(database: Database, dir: string): Promise<string[]> {
  const found = await findMigrations<MigrationStepFunction>('core', dir);
  const known = await appliedMigrations(database.read, 'core').catch(() => []);
  return found.map(({ name }) => name).filter((name) => !known.some((one) => one.name === name && one.done >= one.steps));
}

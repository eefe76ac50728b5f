/**
 * database: the connections, the migrator, and a helper for every difference between SQLite and MySQL/MariaDB, so that
 * stores stay readable SQL. It refuses nested transactions, unbounded waits for a lock, and migrations that a newer
 * version has already outgrown. It knows no table but its own two (`migrations`, `revisions`) and owns the words
 * transaction, step (of a migration) and revision.
 */

export { databaseContribution } from './contribution.ts';
export { databaseChecks } from './doctor/database-checks.ts';
export { type MigrationReport, migrate, pendingMigrations } from './migrate.ts';
export { type OpenOptions, openDatabase } from './open-database.ts';
export { deletePluginTables, migratePlugin } from './plugin-migrations.ts';
export { pluginTables, transactionOf } from './plugin-tables.ts';
export { bumpRevision, type RevisionName, type Revisions, readRevisions } from './revisions-store.ts';
export type { CreateTableOptions, MigrationStepFunction, SchemaHelper } from './schema-helper.ts';
export type { Bindable, Database, Dialect, Sql, SqlRow, Tx } from './sql.ts';
export {
  chunks,
  forShare,
  forUpdate,
  indexed,
  insertIgnore,
  insertRows,
  isUniqueViolation,
  literals,
  placeholders,
  type UpsertOptions,
  upsert,
} from './statements.ts';

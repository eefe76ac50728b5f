/**
 * database: the connections, the migrator, and a helper for every difference between SQLite and MySQL/MariaDB, so that
 * stores stay readable SQL; and what a copy of the whole takes: a snapshot, and what the tables are. It refuses nested
 * transactions, unbounded waits for a lock, and migrations that a newer version has already outgrown. It knows no table but
 * its own (`migrations`, `revisions`, and `plugin_values` behind `rail.kv`) and owns the words transaction, snapshot, step
 * (of a migration) and revision.
 */

export { databaseContribution } from './contribution.ts';
export { describeTables } from './copy/describe-tables.ts';
export { nextIdOf, setNextId } from './copy/next-ids.ts';
export { openSnapshot } from './copy/open-snapshot.ts';
export { isOutdated, type Snapshot } from './copy/snapshot.ts';
export type { Cell, ColumnKind, TableColumn, TableShape } from './copy/table-shape.ts';
export { beginRestore, isEmpty, unfinishedRestore } from './copy/unfinished-restore.ts';
export { createPluginTable } from './create-plugin-table.ts';
export { databaseBytes } from './database-bytes.ts';
export { databaseChecks } from './doctor/database-checks.ts';
export { coreMigrations, type MigrationReport, migrate, pendingMigrations } from './migrate.ts';
export { allMigrations } from './migrations-store.ts';
export { type OpenOptions, openDatabase } from './open-database.ts';
export { deletePluginTables, migratePlugin, pluginTableNames } from './plugin-migrations.ts';
export { pluginColumn, pluginTable } from './plugin-names.ts';
export { pluginTables, transactionOf } from './plugin-tables.ts';
export { notePluginsRevision } from './plugins-revision.ts';
export { bumpRevision, type RevisionName, type Revisions, readRevisions } from './revisions-store.ts';
export { type CreateTableOptions, type MigrationStepFunction, type SchemaHelper, schemaHelper } from './schema-helper.ts';
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

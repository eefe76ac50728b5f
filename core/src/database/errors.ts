import { GalleryError } from '@picturerail/sdk';

export const nestedTransaction = () =>
  new GalleryError('database-nested-transaction', 'A transaction was begun inside a transaction; pass the open one on instead.', { status: 500 });

export const databaseBusy = (seconds: number, cause: unknown) =>
  new GalleryError(
    'database-busy',
    `Another process held ${seconds === 0 ? 'a lock of the database for too long' : `the database's write lock for ${seconds} seconds`}; try again.`,
    {
      status: 503,
      cause,
    },
  );

const because = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));

export const databaseGone = (cause: unknown) =>
  new GalleryError(
    'database-unreachable',
    `The database cannot be reached: ${because(cause)}. Start it again, or look at the network; the gallery goes on by itself once it is back.`,
    { status: 503, cause },
  );

export const databaseFull = (cause: unknown) =>
  new GalleryError('database-full', `Nothing can be written to the database: the disk is full (${because(cause)}). Free some space.`, { status: 503, cause });

export const databaseReadOnly = (cause: unknown) =>
  new GalleryError('database-read-only', `Nothing can be written to the database: it, or the disk that it lies on, is read-only (${because(cause)}).`, {
    status: 503,
    cause,
  });

export const databaseFailing = (cause: unknown) =>
  new GalleryError('database-failing', `The file of the database cannot be read or written: ${because(cause)}. Look at the disk, then run "doctor".`, {
    status: 503,
    cause,
  });

export const databaseUnreachable = (where: string, cause: unknown) =>
  new GalleryError('database-unreachable', `The database ${where} cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}.`, {
    status: 503,
    cause,
  });

export const migrationMissing = (owner: string, name: string) =>
  new GalleryError(
    'migration-missing',
    `The database knows the migration "${name}" of "${owner}", but this version does not have it: the database is newer. Run the newer version, or restore a backup made before the update.`,
    { status: 500 },
  );

export const restoreUnfinished = (backup: string) =>
  new GalleryError(
    'restore-unfinished',
    `The database holds a part of the backup "${backup}", because restoring it was cut off. Run "restore" again with the same backup; it begins anew.`,
    { status: 500 },
  );

export const unknownColumnType = (table: string, column: string, type: string) =>
  new GalleryError(
    'backup-column-type',
    `The column "${column}" of the table "${table}" cannot be kept in a backup, because its type is "${type}", which no migration of a plugin makes. Remove it, or the table.`,
    { status: 500 },
  );

export const migrationFailed = (owner: string, name: string, step: number, cause: unknown) =>
  new GalleryError(
    'migration-failed',
    `Step ${step + 1} of the migration "${name}" of "${owner}" failed: ${cause instanceof Error ? cause.message : String(cause)}. The steps before it are kept; the next attempt goes on here.`,
    { status: 500, cause },
  );

export const badMigration = (owner: string, name: string, why: string) =>
  new GalleryError('migration-invalid', `The migration "${name}" of "${owner}" is not valid: ${why}.`, { status: 500 });

export const badTableName = (plugin: string, table: string) =>
  new GalleryError(
    `${plugin}.table-name`,
    `The plugin "${plugin}" names a table "${table}"; names are lower-case letters, digits and single underscores, and with the prefix at most 63 characters.`,
    { status: 500 },
  );

export const badColumnName = (plugin: string, column: string) =>
  new GalleryError(`${plugin}.column-name`, `The plugin "${plugin}" names a column "${column}"; names are lower-case letters, digits and underscores.`, {
    status: 500,
  });

export const badValueKey = (plugin: string, key: string, longest: number) =>
  new GalleryError(
    `${plugin}.value-key`,
    `The plugin "${plugin}" uses rail.kv with the key "${String(key).slice(0, 60)}"; a key is a text of 1 to ${longest} characters.`,
    {
      status: 500,
    },
  );

export const badValue = (plugin: string, key: string, why: string) =>
  new GalleryError(`${plugin}.value`, `The plugin "${plugin}" did not keep a value as "${key}": ${why}.`, { status: 500 });

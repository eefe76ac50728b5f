import { GalleryError } from '@picturerail/sdk';

const because = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

export const backupInsideData = (folder: string, right: string) =>
  new GalleryError(
    'backup-inside-data',
    `A backup cannot be written to "${folder}", which holds the gallery's own data; name a folder elsewhere, or use "${right}".`,
  );

export const backupInsideRoot = (folder: string, root: string) =>
  new GalleryError(
    'backup-inside-root',
    `A backup cannot be written to "${folder}": pictures below "${root}" are imported in place, and those of the backup would be too; name a folder elsewhere.`,
  );

export const folderFailed = (folder: string, cause: unknown) =>
  new GalleryError('backup-folder', `A backup cannot be written to "${folder}": ${because(cause)}. Name a folder that can be written to.`, { cause });

export const backupFull = (folder: string, cause: unknown) =>
  new GalleryError('backup-full', `The backup was given up, because the disk of "${folder}" is full; free some space, or name a folder on another disk.`, {
    status: 503,
    cause,
  });

export const backupInterrupted = () =>
  new GalleryError('backup-interrupted', 'The backup was stopped before its end. Run the same command again; what was copied is used.', { status: 409 });

export const migrationWithoutBackup = (folder: string, cause: unknown) =>
  new GalleryError(
    'migration-without-backup',
    `The tables were not brought up to date, because no backup of them could be made in "${folder}" before (${because(cause).replace(/\.$/, '')}). Make room there, or run "picturerail migrate --without-backup".`,
    { status: 503, cause },
  );

export const noBackup = (folder: string, why: string) =>
  new GalleryError('backup-unknown', `"${folder}" is not a backup: ${why}. Give the folder that holds "backup.json".`);

export const newerFormat = (folder: string, format: unknown) =>
  new GalleryError(
    'backup-format',
    `The backup "${folder}" has the format ${JSON.stringify(format)}, which this version of Picturerail does not know; use the version that made it, or a later one.`,
  );

export const newerSchema = (made: string, ours: string, migration: string) =>
  new GalleryError(
    'backup-newer',
    `The backup was made by Picturerail ${made}, whose tables are newer than those of ${ours}: this version does not have the migration "${migration}". Restore it with ${made} or a later version.`,
  );

export const backupDamaged = (what: string, why: string) =>
  new GalleryError('backup-damaged', `The backup is damaged: "${what}" ${why}. Nothing was restored; use another backup.`);

export const badPlace = (place: string) =>
  new GalleryError('backup-place', `The backup names "${place}", which is no place in a gallery; nothing was restored. Use a backup that nobody has changed.`);

export const strangeTable = (table: string, why: string) =>
  new GalleryError('backup-table', `The table "${table}" of the backup ${why}. Use a backup that nobody has changed; the database may be restored into anew.`);

export const wrongKey = (where: string) =>
  new GalleryError(
    'backup-key',
    `The secret key in ${where} is not the one that this backup was made with; with another one nobody could sign in and no stored secret could be read. Set SECRET_KEY to the key of that time.`,
  );

export const folderTaken = (dataDir: string, names: readonly string[]) =>
  new GalleryError(
    'restore-folder-taken',
    `Nothing was restored into "${dataDir}", because ${names.map((name) => `"${name}"`).join(', ')} in it ${names.length === 1 ? 'is' : 'are'} not empty; set DATA_DIR to an empty folder.`,
    { status: 409 },
  );

export const databaseTaken = (where: string) =>
  new GalleryError(
    'restore-database-taken',
    `Nothing was restored, because the database ${where} is not empty; set DATABASE_URL to an empty one, or DATA_DIR to an empty folder.`,
    {
      status: 409,
    },
  );

export const otherRestore = (dataDir: string, begun: string) =>
  new GalleryError(
    'restore-other',
    `Nothing was restored into "${dataDir}", because restoring the backup "${begun}" into it was cut off; restore that one again, or empty the folder.`,
    { status: 409 },
  );

export const restoredOtherwise = (table: string) =>
  new GalleryError(
    'restore-differs',
    `The rows of the table "${table}" read differently from how they were written; the restored gallery is not used. Look at the disk and the version of the database, then run "restore" again.`,
    { status: 500 },
  );

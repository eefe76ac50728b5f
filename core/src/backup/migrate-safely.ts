import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '#config';
import { allMigrations, type Database, type MigrationReport, migrate, openSnapshot } from '#database';
import { givenUp, publish } from './back-up.ts';
import { readManifest } from './check-backup.ts';
import { dumpTables } from './dump-tables.ts';
import { migrationWithoutBackup } from './errors.ts';
import { keyCheck } from './key-check.ts';
import { type BackupManifest, formatVersion } from './manifest.ts';
import { programVersion } from './program-version.ts';
import { takeKey } from './take-files.ts';
import { backupsIn, openTarget, prefixes, stamp, type Target } from './target.ts';

/** Backups before migrations that are kept. */
const kept = 3;

type Migrated = Pick<Config, 'dataDir' | 'backupDir' | 'database' | 'migrationsDir' | 'secretKey'>;

/**
 * Brings the core's tables up to date; where that changes tables that are there, they are backed up to BACKUP_DIR
 * before, without originals. Errors: those of `migrate`, `migration-without-backup`.
 */
export const migrateSafely = (database: Database, config: Migrated): Promise<MigrationReport> =>
  migrate(database, config.migrationsDir, {
    before: ([first = '']) =>
      backUpTables(config, first).catch((error: unknown) => {
        throw migrationWithoutBackup(config.backupDir, error);
      }),
  });

async function backUpTables(config: Migrated, migration: string): Promise<void> {
  const target = await openTarget(config.backupDir, { dataDir: config.dataDir, roots: [] });
  try {
    const manifest = await dumpAll(config, target);
    const before = (await backupsIn(target.parent)).filter((folder) => path.basename(folder).startsWith(prefixes.migration));
    // Of an attempt that failed, with a program that tries again and again: the backups of earlier times are worth more.
    if (await isKept(before, manifest)) return await rm(target.draft, { recursive: true });
    await publish(target, manifest, `${prefixes.migration}${migration}-${stamp(Date.parse(manifest.madeAt))}`);
    for (const old of before.slice(kept - 1)) await rm(old, { recursive: true });
  } catch (error) {
    throw await givenUp(target, error);
  }
}

async function dumpAll(config: Migrated, { draft }: Target): Promise<BackupManifest> {
  const snapshot = await openSnapshot(config.database);
  try {
    return {
      format: formatVersion,
      kind: 'database',
      picturerail: programVersion(),
      madeAt: new Date().toISOString(),
      database: config.database.kind,
      keyCheck: keyCheck(config),
      migrations: await allMigrations(snapshot.read),
      tables: await dumpTables(snapshot, draft, () => {}),
      originals: null,
      roots: [],
      files: await takeKey(config, draft),
    };
  } finally {
    await snapshot.close();
  }
}

async function isKept(folders: readonly string[], { tables }: BackupManifest): Promise<boolean> {
  const digest = (all: BackupManifest['tables']) => all.map(({ name, sha256 }) => `${name} ${sha256}`).join('\n');
  for (const folder of folders) {
    const manifest = await readManifest(folder).catch(() => null);
    if (manifest && digest(manifest.tables) === digest(tables)) return true;
  }
  return false;
}

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '#config';
import { coreMigrations, type Database, isEmpty, migrate, openDatabase, unfinishedRestore } from '#database';
import { hashFile, openStorage } from '#storage';
import { checkBackup, readManifest } from './check-backup.ts';
import { databaseTaken, newerSchema, wrongKey } from './errors.ts';
import { keyCheck, keyFile, keyIn, keyLiesInData } from './key-check.ts';
import { type BackupManifest, manifestName } from './manifest.ts';
import { programVersion } from './program-version.ts';
import { restoreFiles, restoreKey } from './restore-files.ts';
import { markBegun, markDone, refuseTaken } from './restore-place.ts';
import { makeTables, restoreTables } from './restore-tables.ts';

export type RestoreStage = 'checked' | 'files' | 'tables';

/** Files compared, files copied, rows written; of how many. */
export type RestoreProgress = (stage: RestoreStage, done: number, total: number) => void;

export interface RestoreSummary {
  readonly madeAt: string;
  readonly rows: number;
  readonly originals: BackupManifest['originals'];
  readonly roots: readonly string[];
  /** Migrations that this version has brought besides. */
  readonly migrated: readonly string[];
  readonly seconds: number;
}

type Target = Pick<Config, 'dataDir' | 'database' | 'migrationsDir' | 'secretKey'>;

/**
 * Restores a backup into an empty folder and an empty database, of whichever kind. All of it is read and compared first. Where
 * it is cut off, the gallery refuses to start and the same call begins anew.
 * Errors: `backup-unknown`, `backup-format`, `backup-newer`, `backup-damaged`, `backup-place`, `backup-table`, `backup-key`,
 * `restore-folder-taken`, `restore-database-taken`, `restore-other`, `restore-differs`.
 */
export async function restoreBackup(config: Target, folder: string, progress: RestoreProgress = () => {}): Promise<RestoreSummary> {
  const startedAt = performance.now();
  const manifest = await readManifest(folder);
  await refuseNewer(config, manifest);
  const name = `${path.basename(path.resolve(folder))} ${(await hashFile(path.join(folder, manifestName))).sha256.slice(0, 16)}`.slice(-120);
  await refuseTaken(config.dataDir, manifest, name);
  const database = await openDatabase(config.database, { anyOrder: true });
  try {
    await refuseFull(config, database);
    await checkBackup(folder, manifest, (done, total) => progress('checked', done, total));
    const key = await keyOf(config, folder, manifest);
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const tables = { config, database, folder, manifest, progress: (done: number) => progress('tables', done, rows) };
    await makeTables(tables, name);
    await markBegun(config.dataDir, name);
    if (key !== null) await restoreKey(config.dataDir, key);
    const files = manifest.files.length + (manifest.originals?.held ? manifest.originals.count : 0);
    const storage = openStorage(config);
    await restoreFiles({ folder, manifest, dataDir: config.dataDir, storage, progress: (done) => progress('files', done, files) });
    await restoreTables(tables);
    await markDone(config.dataDir);
    const { applied } = await migrate(database, config.migrationsDir);
    const { madeAt, originals, roots } = manifest;
    return { madeAt, rows, originals, roots, migrated: applied, seconds: (performance.now() - startedAt) / 1_000 };
  } finally {
    await database.close();
  }
}

/** Forward only: tables that are newer than this version cannot be made. */
async function refuseNewer({ migrationsDir }: Target, { migrations, picturerail }: BackupManifest): Promise<void> {
  const known = new Set((await coreMigrations(migrationsDir)).map(({ name }) => name));
  const unknown = migrations.find(({ owner, name }) => owner === 'core' && !known.has(name));
  if (unknown) throw newerSchema(picturerail, programVersion(), unknown.name);
}

async function refuseFull({ database: where }: Target, database: Database): Promise<void> {
  if ((await unfinishedRestore(database.read)) !== null || (await isEmpty(database.read))) return;
  throw databaseTaken(where.kind === 'sqlite' ? `"${where.file}"` : `"${new URL(where.url).pathname.slice(1)}"`);
}

/** The key to be written; null where the right one is there, or comes from the environment. */
async function keyOf(config: Target, folder: string, { files, keyCheck: right }: BackupManifest): Promise<Buffer | null> {
  if (keyCheck(config) === right) return null;
  if (!(await keyLiesInData(config))) throw wrongKey('SECRET_KEY');
  const held = files.some((file) => file.path === keyFile);
  const key = held ? keyIn(await readFile(path.join(folder, keyFile), 'utf8')) : null;
  if (key === null || keyCheck({ secretKey: key }) !== right) throw wrongKey(held ? 'the backup' : `"${config.dataDir}"`);
  return key;
}

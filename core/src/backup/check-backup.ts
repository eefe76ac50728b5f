import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { createLocalStorage, hashFile } from '#storage';
import { tableFile } from './dump-tables.ts';
import { backupDamaged, badPlace, newerFormat, noBackup } from './errors.ts';
import { keyFile } from './key-check.ts';
import { type BackupManifest, formatVersion, isManifest, type KeptFile, type KeptTable, manifestName, originalsList, whatIsWrong } from './manifest.ts';
import { type KeptOriginal, originalsIn } from './originals-list.ts';
import { parsed } from './rows-as-lines.ts';

/** Files and tables that were compared; of how many is known. */
type CheckProgress = (done: number, total: number) => void;

/** Errors: `backup-unknown`, `backup-format`, `backup-damaged`. */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(path.join(folder, manifestName), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw noBackup(folder, error.code === 'ENOENT' ? `it has no ${manifestName}` : error.message);
  });
  const manifest = parsed(text);
  const format = (manifest as { readonly format?: unknown } | null | undefined)?.format;
  if (Number.isInteger(format) && Number(format) > formatVersion) throw newerFormat(folder, format);
  if (!isManifest(manifest)) throw backupDamaged(manifestName, `cannot be understood (${manifest === undefined ? 'it is no JSON' : whatIsWrong()})`);
  return manifest;
}

/** Reads all of a backup and compares it with its manifest. Errors: `backup-damaged`, `backup-place`. */
export async function checkBackup(folder: string, manifest: BackupManifest, progress: CheckProgress): Promise<void> {
  const { tables, files, originals } = manifest;
  const total = tables.length + files.length + (originals?.held ? originals.count : 0);
  let done = 0;
  const step = () => progress(++done, total);
  for (const file of files) {
    refuseStrange(file.path);
    await checkFile(folder, file);
    step();
  }
  for (const table of tables) {
    await checkTable(folder, table);
    step();
  }
  if (originals) for await (const one of checkedOriginals(folder, manifest)) if (!one.missing && originals.held) step();
}

const places: readonly RegExp[] = [/^files\/./, /^plugins\/[a-z][a-z0-9-]*\/[0-9A-Za-z.+-]*\+[0-9A-Za-z.+-]+\/./];

/** What a manifest names comes from wherever the backup comes from. */
function refuseStrange(place: string): void {
  const known = place === keyFile || places.some((pattern) => pattern.test(place));
  if (!known || !isPlain(place.slice(place.indexOf('/') + 1))) throw badPlace(place);
}

/** As the storage takes it for a key. */
function isPlain(key: string): boolean {
  try {
    return createLocalStorage('.').localPath(key) !== null;
  } catch {
    return false;
  }
}

async function checkFile(folder: string, { path: place, bytes, sha256 }: KeptFile): Promise<void> {
  const file = path.join(folder, place);
  const found = await lstat(file).catch(() => null);
  if (!found?.isFile()) throw backupDamaged(place, 'is not there');
  if (found.size !== bytes) throw backupDamaged(place, `has ${found.size} bytes instead of ${bytes}`);
  const read = await hashFile(file).catch((error: Error) => {
    throw backupDamaged(place, `cannot be read (${error.message})`);
  });
  if (read.sha256 !== sha256) throw backupDamaged(place, 'has other bytes than when it was made');
}

async function checkTable(folder: string, { name, rows, sha256 }: KeptTable): Promise<void> {
  const place = `tables/${name}.jsonl.gz`;
  const hash = createHash('sha256');
  let lines = 0;
  try {
    for await (const chunk of tableBytes(folder, name)) {
      hash.update(chunk);
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
    }
  } catch (error) {
    throw backupDamaged(place, `cannot be read (${(error as Error).message})`);
  }
  if (lines !== rows) throw backupDamaged(place, `has ${lines} rows instead of ${rows}`);
  if (hash.digest('hex') !== sha256) throw backupDamaged(place, 'has other bytes than when it was made');
}

/** The lines of a table as they were before they were compressed. */
export async function* tableBytes(folder: string, table: string): AsyncIterable<Buffer> {
  const file = createReadStream(tableFile(folder, table));
  const lines = createGunzip();
  file.on('error', (error) => lines.destroy(error));
  yield* file.pipe(lines) as AsyncIterable<Buffer>;
}

async function* checkedOriginals(folder: string, { originals }: BackupManifest): AsyncIterable<KeptOriginal> {
  const list = path.join(folder, originalsList);
  const found = await hashFile(list).catch(() => null);
  if (found?.sha256 !== originals?.sha256) throw backupDamaged(originalsList, found === null ? 'is not there' : 'has other bytes than when it was made');
  for await (const one of originalsIn(list)) {
    if (one === null) throw backupDamaged(originalsList, 'has a line that cannot be understood');
    if (one.key !== '' && !isPlain(one.key)) throw badPlace(`originals/${one.key}`);
    if (originals?.held && !one.missing) await checkFile(folder, { path: `originals/${one.key}`, bytes: one.bytes, sha256: one.sha256 });
    yield one;
  }
}

import { randomBytes } from 'node:crypto';
import { constants, createWriteStream } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, open, opendir, rename, rmdir, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { StorageDriver, StoredStat } from '@picturerail/sdk';
import { keyTaken, storageFailed } from './errors.ts';
import { partsFolder, pathOfKey } from './storage-key.ts';
import { syncDirectory, syncFile } from './sync-path.ts';

export interface LocalStorageOptions {
  /** False where a file lost with the power is made again: its bytes are still whole or absent. Default true. */
  readonly syncDirectories?: boolean;
}

type Local = Readonly<{ folder: string; syncDirectories: boolean }>;

/** Files in folders of this machine. Keys are relative paths, so that people and backups find their way. */
export function createLocalStorage(folder: string, options: LocalStorageOptions = {}): StorageDriver {
  const local: Local = { folder: path.resolve(folder), syncDirectories: options.syncDirectories ?? true };
  const pathOf = (key: string) => pathOfKey(local.folder, key);
  return {
    read: (key, range) => told('read', key, () => readFile(pathOf(key), range)),
    write: (key, bytes) => told('written', key, () => writeFile(local, pathOf(key), bytes)),
    adopt: (key, file) => told('put in place', key, () => adoptFile(local, pathOf(key), file)),
    stat: (key) => told('looked at', key, () => statOf(pathOf(key))),
    remove: (key) => told('removed', key, () => removeFile(local, pathOf(key))),
    rename: (from, to) => told('renamed', from, () => renamePath(local, { from: pathOf(from), to: pathOf(to), key: to })),
    list: (prefix) => listKeys(local, prefix),
    localPath: pathOf,
  };
}

async function told<T>(verb: string, key: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : storageFailed(verb, key, error);
  }
}

const isAbsent = (error: unknown) => ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

async function orAbsent<T, A>(run: Promise<T>, absent: A): Promise<T | A> {
  try {
    return await run;
  } catch (error) {
    if (isAbsent(error)) return absent;
    throw error;
  }
}

async function readFile(file: string, range: { readonly start?: number; readonly end?: number } = {}): Promise<Readable | null> {
  // Without O_NONBLOCK, opening a pipe that somebody put among the originals waits for ever.
  const handle = await orAbsent(open(file, constants.O_RDONLY | constants.O_NONBLOCK), null);
  if (handle === null) return null;
  if ((await handle.stat()).isFile()) return handle.createReadStream({ ...range, highWaterMark: 2 ** 18 });
  await handle.close();
  return null;
}

async function statOf(file: string): Promise<StoredStat | null> {
  const found = await orAbsent(stat(file), null);
  return found?.isFile() ? { bytes: found.size, modifiedAt: Math.floor(found.mtimeMs) } : null;
}

async function writeFile(local: Local, file: string, bytes: Readable | Uint8Array): Promise<StoredStat> {
  const part = path.join(await partsOf(local), randomBytes(12).toString('hex'));
  try {
    await pipeline(bytes instanceof Uint8Array ? [bytes] : bytes, createWriteStream(part, { flags: 'wx', mode: 0o644 }));
    return await place(local, part, file);
  } catch (error) {
    await orAbsent(unlink(part), undefined);
    throw error;
  }
}

async function adoptFile(local: Local, file: string, from: string): Promise<StoredStat> {
  // Uploads arrive readable by their owner alone; backups and FTP users read what is stored.
  await chmod(from, 0o644);
  return place(local, from, file);
}

async function place(local: Local, from: string, to: string): Promise<StoredStat> {
  await syncFile(from);
  await renameInto(local, from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EXDEV') throw error;
    return copyAcross(local, from, to);
  });
  if (local.syncDirectories) await orAbsent(syncDirectory(path.dirname(to)), undefined);
  const placed = await statOf(to);
  return placed ?? { bytes: 0, modifiedAt: 0 };
}

/** A folder may be pruned by a removal while it is being made, or before something is renamed into it: then it is made again. */
async function renameInto(local: Local, from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const made = await mkdir(path.dirname(to), { recursive: true });
      if (made !== undefined && local.syncDirectories) await syncFolders(path.dirname(made), path.dirname(to));
      await rename(from, to);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempt === 20 || (await orAbsent(lstat(from), null)) === null) throw error;
    }
  }
}

/** New folders are entries of the folders above them, which are written down too. */
async function syncFolders(top: string, bottom: string): Promise<void> {
  for (let at = path.dirname(bottom); at.startsWith(top); at = path.dirname(at)) await syncDirectory(at);
}

/** From another file system: copied beside its place first, so that readers never see a part. */
async function copyAcross(local: Local, from: string, to: string): Promise<void> {
  const part = path.join(path.dirname(to), `.${randomBytes(12).toString('hex')}.part`);
  try {
    await copyFile(from, part, constants.COPYFILE_EXCL);
    await syncFile(part);
    await rename(part, to);
  } catch (error) {
    await orAbsent(unlink(part), undefined);
    throw error;
  }
  if (local.syncDirectories) await syncDirectory(path.dirname(to));
  await unlink(from);
}

async function partsOf(local: Local): Promise<string> {
  const parts = path.join(local.folder, partsFolder);
  await mkdir(parts, { recursive: true });
  return parts;
}

async function removeFile(local: Local, file: string): Promise<boolean> {
  const removed = await orAbsent(
    unlink(file).then(() => true),
    false,
  );
  if (removed) await pruneFolders(local, path.dirname(file));
  return removed;
}

async function pruneFolders(local: Local, folder: string): Promise<void> {
  for (let at = folder; at !== local.folder && at.startsWith(local.folder); at = path.dirname(at)) {
    const pruned = await rmdir(at).then(
      () => true,
      () => false,
    );
    if (!pruned) return;
  }
}

async function renamePath(local: Local, { from, to, key }: { from: string; to: string; key: string }): Promise<boolean> {
  const source = await orAbsent(lstat(from), null);
  if (source === null) return false;
  const target = await orAbsent(lstat(to), null);
  // Where case does not count, a name that differs by case only is the same file.
  if (target !== null && (target.ino !== source.ino || target.dev !== source.dev)) throw keyTaken(key);
  await renameInto(local, from, to);
  if (local.syncDirectories) for (const folder of new Set([path.dirname(to), path.dirname(from)])) await syncDirectory(folder);
  return true;
}

async function* listKeys(local: Local, prefix: string): AsyncIterable<string> {
  const start = prefix.replace(/\/$/, '');
  yield* walk(start === '' ? local.folder : pathOfKey(local.folder, start), start);
}

async function* walk(folder: string, prefix: string): AsyncIterable<string> {
  const entries = await orAbsent(opendir(folder), null);
  if (entries === null) return;
  for await (const entry of entries) {
    if (prefix === '' && entry.name === partsFolder) continue;
    const key = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(path.join(folder, entry.name), key);
    else if (entry.isFile()) yield key;
  }
}

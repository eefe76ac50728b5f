import { constants } from 'node:fs';
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises';
import path from 'node:path';
import { outsideRoot } from './errors.ts';

const slash = Buffer.from(path.sep);

/** Absolute, as bytes. */
export const pathInRoot = (root: string, relative: Buffer): Buffer => Buffer.concat([Buffer.from(root), slash, relative]);

/**
 * Opens a file below a root for reading; null where there is none. Links are followed nowhere on the way: what was
 * opened is held against what lies at the path once all of it is known to be no link. Errors: `storage-outside-root`.
 */
export async function openInRoot(root: string, relative: Buffer): Promise<FileHandle | null> {
  const file = pathInRoot(root, relative);
  const handle = await orAbsent(open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK), relative);
  if (handle === null) return null;
  try {
    const [opened, real, here] = await Promise.all([handle.stat(), realpath(file, 'buffer'), lstat(file)]);
    if (!real.equals(file) || opened.ino !== here.ino || opened.dev !== here.dev) throw outsideRoot(relative.toString());
    if (opened.isFile()) return handle;
  } catch (error) {
    await handle.close();
    return orAbsent(Promise.reject(error), relative);
  }
  await handle.close();
  return null;
}

async function orAbsent<T>(work: Promise<T>, relative: Buffer): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENXIO') return null;
    if (code === 'ELOOP') throw outsideRoot(relative.toString());
    throw error;
  }
}

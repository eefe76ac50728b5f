import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Storage } from '#storage';
import { fileGone, originalMissing } from './errors.ts';
import type { MediaSource } from './media-image.ts';

/** Runs work on a local file of the original, fetched first where the storage is elsewhere. */
export async function withOriginal<T>(storage: Storage, image: MediaSource, work: (file: string) => Promise<T>): Promise<T> {
  // A folder may be renamed between finding a file and opening it: then the other name holds, for sure.
  for (let round = 0; round < 2; round += 1) {
    for (const open of await placesOf(storage, image)) {
      try {
        return await open(work);
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    }
  }
  throw originalMissing(image.id);
}

type Opening = <T>(work: (file: string) => Promise<T>) => Promise<T>;

async function placesOf(storage: Storage, { original }: MediaSource): Promise<Opening[]> {
  const place = typeof original === 'function' ? await original() : original;
  if ('file' in place) return [(work) => work(place.file)];
  return place.keys.map((key) => (work) => withStored(storage, key, work));
}

const isGone = (error: unknown) => ['ENOENT', 'ENOTDIR', 'media-file-gone'].includes((error as { code?: string }).code ?? '');

async function withStored<T>(storage: Storage, key: string, work: (file: string) => Promise<T>): Promise<T> {
  if ((await storage.originals.stat(key)) === null) throw fileGone();
  const local = storage.originals.localPath(key);
  return local === null ? withFetched(storage, key, work) : work(local);
}

async function withFetched<T>(storage: Storage, key: string, work: (file: string) => Promise<T>): Promise<T> {
  const bytes = await storage.originals.read(key);
  const file = path.join(storage.tmpDir, `original-${randomUUID()}`);
  try {
    if (bytes === null) throw fileGone();
    await pipeline(bytes, createWriteStream(file));
    return await work(file);
  } finally {
    await rm(file, { force: true });
  }
}

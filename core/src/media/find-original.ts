import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Storage } from '#storage';
import { originalMissing } from './errors.ts';
import type { MediaSource } from './media-image.ts';

/** Runs work on a local file of the original, fetched first where the storage is elsewhere. */
export async function withOriginal<T>(storage: Storage, image: MediaSource, work: (file: string) => Promise<T>): Promise<T> {
  const place = typeof image.original === 'function' ? await image.original() : image.original;
  if ('file' in place) {
    await access(place.file).catch(() => {
      throw originalMissing(image.id);
    });
    return work(place.file);
  }
  for (const key of place.keys) {
    if ((await storage.originals.stat(key)) === null) continue;
    const local = storage.originals.localPath(key);
    return local === null ? withFetched(storage, key, work) : work(local);
  }
  throw originalMissing(image.id);
}

async function withFetched<T>(storage: Storage, key: string, work: (file: string) => Promise<T>): Promise<T> {
  const bytes = await storage.originals.read(key);
  const file = path.join(storage.tmpDir, `original-${randomUUID()}`);
  try {
    if (bytes !== null) await pipeline(bytes, createWriteStream(file));
    return await work(file);
  } finally {
    await rm(file, { force: true });
  }
}

import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { workingName } from '#runtime';
import { originalGone } from './errors.ts';
import { openInRoot, pathInRoot } from './open-in-root.ts';
import type { OriginalPlace } from './original-place.ts';
import type { Storage } from './storage.ts';
import { withPlainPath } from './with-plain-path.ts';

type Work<T> = (file: string) => Promise<T>;

/** Nobody renames albums so often while one original is looked for. */
const mostRounds = 20;

/**
 * Runs work on a local file of an original, fetched first where the storage is elsewhere. `find` is asked again where the
 * file is gone meanwhile. Errors: `storage-original-gone`, those of the work.
 */
export async function withOriginal<T>(storage: Storage, find: () => Promise<OriginalPlace>, work: Work<T>): Promise<T> {
  // A folder may be renamed between finding a file and opening it, and again while the work waits for its turn: only where
  // the same places were looked at twice, and nothing was there, is it gone for sure.
  let before: string | null = null;
  for (let round = 0; round < mostRounds; round += 1) {
    const place = await find();
    for (const open of opened<T>(storage, place)) {
      try {
        return await open(work);
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    }
    const now = JSON.stringify(place);
    if (now === before) break;
    before = now;
  }
  throw originalGone();
}

function opened<T>(storage: Storage, place: OriginalPlace): ((work: Work<T>) => Promise<T>)[] {
  if ('root' in place) return [(work) => withRooted(storage, place, work)];
  return place.keys.map((key) => (work: Work<T>) => withStored(storage, key, work));
}

const isGone = (error: unknown) => ['ENOENT', 'ENOTDIR', 'storage-original-gone', 'media-file-gone'].includes((error as { code?: string }).code ?? '');

async function withStored<T>(storage: Storage, key: string, work: Work<T>): Promise<T> {
  if ((await storage.originals.stat(key)) === null) throw originalGone();
  const local = storage.originals.localPath(key);
  return local === null ? withFetched(storage, key, work) : withPlainPath(storage.tmpDir, Buffer.from(local), work);
}

async function withFetched<T>(storage: Storage, key: string, work: Work<T>): Promise<T> {
  const bytes = await storage.originals.read(key);
  const file = workingName(storage.tmpDir, 'original');
  try {
    if (bytes === null) throw originalGone();
    await pipeline(bytes, createWriteStream(file));
    return await work(file);
  } finally {
    await rm(file, { force: true });
  }
}

async function withRooted<T>(storage: Storage, { root, path: relative }: { readonly root: string; readonly path: Buffer }, work: Work<T>): Promise<T> {
  const handle = await openInRoot(root, relative);
  if (handle === null) throw originalGone();
  await handle.close();
  return withPlainPath(storage.tmpDir, pathInRoot(root, relative), work);
}

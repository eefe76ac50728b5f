import type { Readable } from 'node:stream';
import { openInRoot } from './open-in-root.ts';
import type { OriginalPlace } from './original-place.ts';
import type { Storage } from './storage.ts';

/** The bytes of an original as they were found. */
export interface FoundOriginal {
  readonly bytes: number;
  /** Null where it vanished meanwhile. `end` is inclusive. */
  open(range?: { readonly start?: number; readonly end?: number }): Promise<Readable | null>;
}

/** Null where the original lies in none of its places. */
export async function findOriginal(storage: Pick<Storage, 'originals'>, place: OriginalPlace): Promise<FoundOriginal | null> {
  if ('root' in place) return inRoot(place);
  for (const key of place.keys) {
    const found = await storage.originals.stat(key);
    if (found !== null) return { bytes: found.bytes, open: (range) => storage.originals.read(key, range) };
  }
  return null;
}

async function inRoot({ root, path }: { readonly root: string; readonly path: Buffer }): Promise<FoundOriginal | null> {
  const handle = await openInRoot(root, path);
  if (handle === null) return null;
  try {
    const { size } = await handle.stat();
    return { bytes: size, open: async (range) => (await openInRoot(root, path))?.createReadStream({ ...range, highWaterMark: 2 ** 18 }) ?? null };
  } finally {
    await handle.close();
  }
}

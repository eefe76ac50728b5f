import { readFile } from 'node:fs/promises';
import { originalKeys } from '#gallery';
import type { Derivative } from '#media';
import type { House } from '../../house.ts';
import type { Bytes } from './send-bytes.ts';

/** One read is quicker than a stream up to here. */
const atOnceBytes = 512 * 1024;

/** A derivative as something to send. */
export function derivativeBytes({ storage }: Pick<House, 'storage'>, { key, path, bytes, mime }: Derivative, etag: string): Bytes {
  const open: Bytes['open'] = async (range) => {
    if (range || path === null || bytes > atOnceBytes) return storage.derivatives.read(key, range);
    return readFile(path).catch(absent);
  };
  return { bytes, mime, etag, open };
}

interface Original {
  readonly id: number;
  readonly albumId: number | null;
  readonly fileName: string;
  readonly mime: string;
}

/** The original where it belongs or, while its album is being renamed, where it was; null where it is in neither place. */
export async function originalBytes({ gallery, storage }: Pick<House, 'gallery' | 'storage'>, image: Original, etag: string): Promise<Bytes | null> {
  for (const key of await originalKeys(gallery, image)) {
    const found = await storage.originals.stat(key);
    if (found !== null) return { bytes: found.bytes, mime: image.mime, etag, open: (range) => storage.originals.read(key, range) };
  }
  return null;
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

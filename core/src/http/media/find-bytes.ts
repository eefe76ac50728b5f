import { readFile } from 'node:fs/promises';
import { originalPlace } from '#gallery';
import type { Derivative } from '#media';
import { findOriginal } from '#storage';
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
  readonly mime: string;
}

/** The original where it lies; null where it lies nowhere. */
export async function originalBytes({ gallery, storage }: Pick<House, 'gallery' | 'storage'>, image: Original, etag: string): Promise<Bytes | null> {
  const found = await findOriginal(storage, await originalPlace(gallery, image.id));
  return found && { ...found, mime: image.mime, etag };
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

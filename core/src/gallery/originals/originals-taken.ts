import type { Gallery } from '../gallery.ts';
import { highestImageId, originalBytes } from './originals-taken-store.ts';

/** Bytes and number of originals. */
export interface OriginalsTaken {
  readonly bytes: number;
  readonly files: number;
  readonly [key: string]: number;
}

export type OriginalsKind = 'living' | 'trashed' | 'inPlace';

const step = 50_000;

/** As the rows say: what is stored of images that are in the trash, of all others, and what stays where it was imported from. */
export async function originalsTaken({ database: { read } }: Gallery): Promise<Record<OriginalsKind, OriginalsTaken>> {
  const taken = { living: { bytes: 0, files: 0 }, trashed: { bytes: 0, files: 0 }, inPlace: { bytes: 0, files: 0 } };
  const last = await highestImageId(read);
  for (let after = 0; after < last; after += step) {
    for (const { kind, bytes, files } of await originalBytes(read, after, after + step)) {
      taken[kind].bytes += Number(bytes);
      taken[kind].files += Number(files);
    }
  }
  return taken;
}

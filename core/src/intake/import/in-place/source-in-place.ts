import type { NotTaken } from '../../arrival.ts';
import type { Entry } from '../entry.ts';
import type { NewSource } from '../sources-store.ts';
import type { Facts, InPlaceFile } from './prepare-in-place.ts';

/** A picture with the album it is to hang in. */
export interface Hung extends InPlaceFile {
  readonly looked: Facts;
  readonly albumId: number;
}

export const entryOfRefusal = (path: string, { outcome, code, reason }: NotTaken): Entry => ({ path, state: outcome, code, reason });

/** A file as it was when its beginning was read. */
export const sourceOf = ({ found, looked }: { readonly found: InPlaceFile['found']; readonly looked: Facts }, imageId: number): NewSource => ({
  folderId: found.folderId,
  name: found.name,
  size: looked.bytes,
  mtime: Math.floor(looked.mtimeMs),
  state: 'taken',
  sha256: null,
  headHash: looked.headHash,
  imageId,
  reason: null,
});

import { createHash } from 'node:crypto';

/** An original that stays in a declared root. */
export interface InPlace {
  readonly rootId: number;
  /** Below the root, `/` between names, as bytes. */
  readonly path: Buffer;
}

/** Long paths are told apart by their digest. */
export const relativeHash = (path: Uint8Array): string => createHash('sha256').update(path).digest('base64url');

/** What an image's row says of its original. */
export const inPlaceColumns = (inPlace: InPlace | undefined) => ({
  root_id: inPlace?.rootId ?? null,
  relative_path: inPlace?.path ?? null,
  relative_hash: inPlace ? relativeHash(inPlace.path) : null,
});

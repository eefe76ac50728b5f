import type { Tx } from '#database';
import { lockImages, setMain } from '../images/images-store.ts';
import { fileKey, fileNameFor, numbered } from './file-name.ts';
import { type InPlace, relativeHash } from './in-place.ts';
import { takenFileKeys } from './original-key.ts';
import { holderOf, setRelativePath } from './original-store.ts';

export interface MovedOriginal extends InPlace {
  readonly imageId: number;
  /** Name it has there, as text. */
  readonly fileName: string;
}

/**
 * An original of a declared root lies elsewhere in it now, and its image keeps its id. An image whose original was said to
 * lie there is said to lie where this one did, until its own is found. Part of the caller's transaction.
 */
export async function moveInPlace(tx: Tx, { imageId, rootId, path, fileName }: MovedOriginal): Promise<void> {
  const [image] = await lockImages(tx, [imageId]);
  if (!image || image.rootId !== rootId) return;
  const before = await holderOf(tx, imageId);
  const other = await holderOf(tx, { rootId, hash: relativeHash(path) });
  if (other && other.id !== imageId) await setRelativePath(tx, other.id, null);
  await setRelativePath(tx, imageId, path);
  if (other && other.id !== imageId && before?.path) await setRelativePath(tx, other.id, Buffer.from(before.path));
  if (image.mainAlbumId === null) return;
  for (let n = 1; ; n += 1) {
    const name = numbered(fileNameFor(fileName), n);
    if (name === image.fileName) return;
    if ((await takenFileKeys(tx, image.mainAlbumId, [fileKey(name)])).size > 0 && fileKey(name) !== fileKey(image.fileName)) continue;
    return setMain(tx, imageId, { albumId: image.mainAlbumId, fileName: name, fileKey: fileKey(name) });
  }
}

import type { OriginalPlace } from '#storage';
import type { Gallery } from '../gallery.ts';
import { imageUnknown } from '../images/errors.ts';
import { originalKeys } from './original-key.ts';
import { originalOf } from './original-store.ts';

/**
 * Where the original of an image lies, the one answer to that: in a declared root, or among the stored ones where it
 * belongs and where it was while renames are pending. Errors: `image-unknown`.
 */
export async function originalPlace(g: Gallery, imageId: number): Promise<OriginalPlace> {
  const row = await originalOf(g.database.read, imageId);
  if (!row) throw imageUnknown(imageId);
  const { root, path, albumId, fileName } = row;
  if (root !== null && path !== null) return { root, path: Buffer.from(path) };
  return { keys: await originalKeys(g, { id: imageId, albumId, fileName }) };
}

import type { Right, Viewer } from '@picturerail/sdk';
import type { Actor, Gallery } from '../gallery.ts';
import type { ImageRow } from '../images/image.ts';
import { unfilled } from '../unfilled.ts';

/** Whether somebody may act on an album; administrators may, wherever they may not look in the gallery itself. */
export async function mayOnAlbum(_g: Gallery, _actor: Actor, _albumId: number, _right: Right): Promise<boolean> {
  return unfilled();
}

/** All rights on one image, decided exactly; null where it may not be seen. */
export async function imageRights(_g: Gallery, _viewer: Viewer, _imageId: number): Promise<ReadonlySet<Right> | null> {
  return unfilled();
}

export interface MediaAccess {
  readonly image: ImageRow;
  readonly download: boolean;
  /** Everyone may view it: shared caches may keep its bytes. */
  readonly public: boolean;
}

/** What `/media` asks, in one query; null where the image may not be seen or does not exist. */
export async function mediaAccess(_g: Gallery, _viewer: Viewer, _imageId: number): Promise<MediaAccess | null> {
  return unfilled();
}

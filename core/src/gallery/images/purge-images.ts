import { askPlugins } from '../ask-plugins.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { keyOfOriginal } from '../originals/original-key.ts';
import { renameLater } from '../originals/rename-later.ts';
import { holdDirectories } from '../originals/renames-store.ts';
import { tell } from '../tell.ts';
import { notInTrash } from './errors.ts';
import { refuseOnImages, workOnImages } from './image-work.ts';
import { deleteImages } from './images-store.ts';
import { noteImages } from './note-images.ts';
import { settleImages } from './settle-images.ts';

/** Told the ids of images that were purged, for whoever keeps files made of them. */
export const purgedJob = 'gallery:purged';

/**
 * For good, with the originals; only from the trash. Plugins may refuse. Errors: `image-unknown`, `image-not-in-trash`,
 * `not-allowed`, a plugin's own.
 */
export async function purgeImages(g: Gallery, actor: Actor, imageIds: readonly number[]): Promise<void> {
  if (imageIds.length === 0) return;
  await workOnImages(g, { imageIds }, async (work) => {
    const { tx, ledger, images } = work;
    await refuseOnImages(work, actor, { right: 'delete', what: 'delete this image' });
    for (const image of images) if (image.state !== 'trashed') throw notInTrash(image.id);
    const notices = images.map(({ id, version }) => ({ imageId: id, version }));
    await askPlugins(g, tx, 'images:beforeDelete', notices);
    await holdDirectories(tx);
    // What lies in a declared root is somebody else's.
    for (const image of images.filter(({ rootId }) => rootId === null)) {
      const from = await keyOfOriginal(tx, { albumId: image.mainAlbumId, fileName: image.fileName, id: image.id });
      await renameLater(g, tx, [{ imageId: image.id, from, to: null }]);
    }
    await deleteImages(
      tx,
      images.map((image) => image.id),
    );
    await g.jobs?.add(tx, purgedJob, { imageIds: images.map((image) => image.id) });
    await tell(g, tx, 'images:deleted', notices);
    await noteImages(g, tx, actor, { deed: 'images-deleted', images });
    await settleImages(
      tx,
      ledger,
      images.map((image) => ({ before: image, narrowId: image.narrowId, placements: [] })),
    );
  });
}

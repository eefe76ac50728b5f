import { refuseUnless } from '../access/refuse-unless.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { notPlaced } from './errors.ts';
import { giveMainAlbums } from './give-main-albums.ts';
import { refuseOnImages, tellUpdated, workOnImages } from './image-work.ts';
import { noteImages } from './note-images.ts';

/**
 * The album that decides who may edit the image and where its original lies; the image must be placed there. Takes the
 * right to manage the image, and the album. Errors: `image-unknown`, `image-not-placed`, `not-allowed`.
 */
export async function setMainAlbum(g: Gallery, actor: Actor, imageId: number, albumId: number): Promise<void> {
  await workOnImages(g, { imageIds: [imageId], albumIds: [albumId] }, async (work) => {
    await refuseOnImages(work, actor, { right: 'manage', what: 'choose the main album of this image' });
    const [image] = work.images;
    const album = work.albums.get(albumId);
    if (!image || !album || !image.placements.some((one) => one.albumId === albumId)) throw notPlaced(imageId, albumId);
    await refuseUnless(work.tx, work.ledger, album, { actor, right: 'manage', what: `make "${album.title}" the main album` });
    if (image.mainAlbumId === albumId) return;
    await giveMainAlbums(g, work.tx, [{ image, albumId }]);
    await tellUpdated(g, work.tx, [image]);
    await noteImages(g, work.tx, actor, { deed: 'images-changed', images: [image], detail: album.title });
  });
}

import { refuseUnless } from '../access/refuse-unless.ts';
import { isTrashed } from '../albums/album-path.ts';
import { albumById } from '../albums/albums-store.ts';
import { albumUnknown } from '../albums/errors.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { groupBy } from '../group-by.ts';
import { giveMainAlbums } from './give-main-albums.ts';
import type { HeldImage, HeldPlacement } from './hold-images.ts';
import { type ImageWork, tellUpdated, workOnImages } from './image-work.ts';
import { noteImages } from './note-images.ts';
import type { Placement } from './place-images.ts';
import { deletePlacements } from './placements-store.ts';
import { settleImages } from './settle-images.ts';

/**
 * Takes images out of albums, which takes the right to manage these. One that leaves its main album gets its oldest
 * other living placement as such; with none it is visible to nobody until somebody places it. Errors: `image-unknown`,
 * `album-unknown`, `not-allowed`.
 */
export async function removePlacements(g: Gallery, actor: Actor, placements: readonly Placement[]): Promise<void> {
  if (placements.length === 0) return;
  const imageIds = [...new Set(placements.map((one) => one.imageId))];
  await workOnImages(g, { imageIds, albumIds: placements.map((one) => one.albumId) }, async (work) => {
    for (const id of new Set(placements.map((one) => one.albumId))) {
      const album = work.albums.get(id) ?? (await albumById(work.tx, id));
      if (!album) throw albumUnknown(id);
      await refuseUnless(work.tx, work.ledger, album, { actor, right: 'manage', what: `take images out of "${album.title}"` });
    }
    const wanted = new Set(placements.map((one) => `${one.imageId}:${one.albumId}`));
    await takeOut(g, work, (image, placement) => wanted.has(`${image.id}:${placement.albumId}`));
    const images = work.images.filter((image) => image.placements.some(({ albumId }) => wanted.has(`${image.id}:${albumId}`)));
    const titles = [...new Set(placements.map(({ albumId }) => work.albums.get(albumId)?.title ?? ''))].filter(Boolean);
    await noteImages(g, work.tx, actor, { deed: 'images-taken-out', images, detail: titles.join(', ') });
  });
}

/** Takes held images out of those albums where `leaves` says so. */
export async function takeOut(g: Gallery, work: ImageWork, leaves: (image: HeldImage, placement: HeldPlacement) => boolean): Promise<void> {
  const { tx, ledger } = work;
  const changed = work.images.filter((image) => image.placements.some((one) => leaves(image, one)));
  const gone = changed.flatMap((image) => image.placements.filter((one) => leaves(image, one)).map((one) => ({ albumId: one.albumId, imageId: image.id })));
  for (const [albumId, rows] of groupBy(gone, (row) => row.albumId))
    await deletePlacements(
      tx,
      albumId,
      rows.map((row) => row.imageId),
    );
  const left = (image: HeldImage) => image.placements.filter((one) => !leaves(image, one));
  const without = changed.filter((image) => !left(image).some((one) => one.albumId === image.mainAlbumId));
  const moves = without.map((image) => ({ image, albumId: left(image).find((one) => !isTrashed(one.path))?.albumId ?? null }));
  await giveMainAlbums(
    g,
    tx,
    moves.filter(({ image, albumId }) => albumId !== image.mainAlbumId),
  );
  await tellUpdated(g, tx, changed);
  await settleImages(
    tx,
    ledger,
    changed.map((image) => ({ before: image, narrowId: image.narrowId, placements: left(image) })),
  );
}

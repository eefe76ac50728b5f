import { refuseUnless } from '../access/refuse-unless.ts';
import { isRoot } from '../albums/album-path.ts';
import { type AlbumRecord, inTrash } from '../albums/albums-store.ts';
import { albumTrashed, albumUnknown } from '../albums/errors.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { giveMainAlbums } from './give-main-albums.ts';
import { type HeldImage, type HeldPlacement, heldPlacement } from './hold-images.ts';
import { type ImageWork, refuseOnImages, sortable, tellUpdated, workOnImages } from './image-work.ts';
import { noteImages } from './note-images.ts';
import { insertPlacements } from './placements-store.ts';
import { settleImages } from './settle-images.ts';
import { keysFor } from './sort-keys.ts';

export interface Placement {
  readonly imageId: number;
  readonly albumId: number;
}

/**
 * True by index where the image was not in that album yet. Takes the right to upload there, and to manage the image or
 * to have uploaded it. Errors: `image-unknown`, `album-unknown`, `album-in-trash`, `not-allowed`.
 */
export async function placeImages(g: Gallery, actor: Actor, placements: readonly Placement[]): Promise<boolean[]> {
  if (placements.length === 0) return [];
  const imageIds = [...new Set(placements.map((one) => one.imageId))];
  const albumIds = [...new Set(placements.map((one) => one.albumId))];
  return workOnImages(g, { imageIds, albumIds }, async (work) => {
    for (const id of albumIds) await refuseAlbum(work, actor, id);
    await refuseOthersImages(work, actor);
    const fresh = freshOf(work, placements);
    await placeHeld(g, work, fresh);
    await noteImages(g, work.tx, actor, { deed: 'images-placed', images: fresh.map(({ image }) => image), detail: titlesOf(fresh) });
    const placed = new Set(fresh.map(({ image, album }) => `${image.id}:${album.id}`));
    return placements.map(({ imageId, albumId }) => placed.delete(`${imageId}:${albumId}`));
  });
}

/** An image that comes to an album in which it is not yet. */
export interface Fresh {
  readonly image: HeldImage;
  readonly album: AlbumRecord;
}

const titlesOf = (fresh: readonly Fresh[]): string => [...new Set(fresh.map(({ album }) => album.title))].join(', ');

function freshOf({ images, albums }: ImageWork, placements: readonly Placement[]): Fresh[] {
  const once = new Map(placements.map((one) => [`${one.imageId}:${one.albumId}`, one]));
  return [...once.values()].flatMap(({ imageId, albumId }) => {
    const image = images.find((one) => one.id === imageId);
    const album = albums.get(albumId);
    return image && album && !image.placements.some((one) => one.albumId === albumId) ? [{ image, album }] : [];
  });
}

/** Errors: `album-unknown`, `album-in-trash`, `not-allowed`. */
export async function refuseAlbum({ tx, ledger, albums }: ImageWork, actor: Actor, id: number): Promise<AlbumRecord> {
  const album = albums.get(id);
  if (!album || isRoot(id)) throw albumUnknown(id);
  if (inTrash(album)) throw albumTrashed(id, 'place images in it');
  await refuseUnless(tx, ledger, album, { actor, right: 'upload', what: `place images in "${album.title}"` });
  return album;
}

const refuseOthersImages = (work: ImageWork, actor: Actor): Promise<void> => {
  const others = work.images.filter((image) => 'system' in actor || image.uploaderId !== actor.userId);
  return refuseOnImages({ ...work, images: others }, actor, { right: 'manage', what: 'place this image elsewhere' });
};

/** Places held images, without asking who does it. */
export async function placeHeld(g: Gallery, work: ImageWork, fresh: readonly Fresh[]): Promise<void> {
  if (fresh.length === 0) return;
  const { tx, ledger } = work;
  const now = g.clock();
  const rows = [];
  for (const album of new Set(fresh.map((one) => one.album))) {
    const images = fresh.filter((one) => one.album === album).map((one) => one.image);
    const keys = await keysFor(tx, album, images.map(sortable));
    rows.push(
      ...images.map((image, index) => ({ album_id: album.id, image_id: image.id, sort_key: keys[index] as Buffer, narrow_id: image.narrowId, placed_at: now })),
    );
  }
  await insertPlacements(tx, rows);
  const changed = work.images.filter((image) => fresh.some((one) => one.image === image));
  const homeless = changed.filter((image) => image.mainAlbumId === null);
  await giveMainAlbums(
    g,
    tx,
    homeless.map((image) => ({ image, albumId: fresh.find((one) => one.image === image)?.album.id ?? null })),
  );
  await tellUpdated(g, tx, changed);
  const added = (image: HeldImage): HeldPlacement[] => fresh.filter((one) => one.image === image).map((one) => heldPlacement(one.album, now));
  await settleImages(
    tx,
    ledger,
    changed.map((image) => ({ before: image, narrowId: image.narrowId, placements: [...image.placements, ...added(image)] })),
  );
}

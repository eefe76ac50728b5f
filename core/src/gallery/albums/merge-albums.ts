import { isGalleryError } from '@picturerail/sdk';
import { openLedger } from '../access/ledger.ts';
import { refuseUnless } from '../access/refuse-unless.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { giveMainAlbums } from '../images/give-main-albums.ts';
import { type HeldImage, type HeldPlacement, heldPlacement } from '../images/hold-images.ts';
import { type ImageWork, refuseOnImages, sortable, tellUpdated, workOnImages } from '../images/image-work.ts';
import { noteImages } from '../images/note-images.ts';
import { deletePlacements, imagesIn, insertPlacements } from '../images/placements-store.ts';
import { settleImages } from '../images/settle-images.ts';
import { keysFor } from '../images/sort-keys.ts';
import { note } from '../note.ts';
import { viewerOf } from '../people/viewers.ts';
import { rest } from '../rest.ts';
import { timed } from '../timed.ts';
import { lockLivingAlbum } from './album-work.ts';
import type { AlbumRecord } from './albums-store.ts';
import { albumsIn } from './browse-albums-store.ts';
import { albumInsideItself, albumUnknown } from './errors.ts';
import { moveAlbum } from './move-album.ts';
import { trashAlbum } from './trash-album.ts';

export const mergeJob = 'gallery:merge-album';

/** Which album goes into which, and on whose behalf; null: the gallery itself. */
export interface Merging {
  readonly id: number;
  readonly intoId: number;
  readonly userId: number | null;
  readonly [key: string]: number | null;
}

/** Steps a command makes itself before it leaves the rest to the job. */
const stepsOfACommand = 5;

/**
 * All that lies in one album comes to lie in another, which decides from then on who sees it: its images, and the albums
 * in it with the lists they go by. What is left of it, empty, goes to the trash. Images that this actor may not place
 * elsewhere stay, and so does then the album. Takes `manage` on both. Errors: `album-unknown`, `album-in-trash`,
 * `album-inside-itself`, `not-allowed`.
 */
export async function mergeAlbums(g: Gallery, actor: Actor, id: number, intoId: number): Promise<void> {
  const registry = await g.access.registry();
  const merging: Merging = { id, intoId, userId: 'system' in actor ? null : actor.userId };
  await g.database.transaction(async (tx) => {
    const ledger = openLedger(registry, tx);
    const { album, into } = await bothFor(tx, ledger, actor, merging);
    await note(g, tx, actor, { deed: 'album-merged', id, name: album.title, detail: into.title });
    await g.jobs?.add(tx, mergeJob, merging, { key: `${mergeJob}:${id}` });
  });
  await mergeSteps(g, actor, merging, { steps: g.jobs ? stepsOfACommand : Number.POSITIVE_INFINITY });
}

/** The job's: by what its actor may do now. Nothing is done where he may no more, or one of the albums is gone or trashed. */
export async function goOnMerging(g: Gallery, merging: Merging, signal: AbortSignal): Promise<void> {
  const actor = merging.userId === null ? ({ system: true } as const) : await viewerOf(g, merging.userId, 'en');
  await mergeSteps(g, actor, merging, { steps: Number.POSITIVE_INFINITY, signal }).catch((error: unknown) => {
    if (!isGalleryError(error) || error.status >= 500) throw error;
  });
}

interface Going {
  readonly steps: number;
  readonly signal?: AbortSignal;
}

async function mergeSteps(g: Gallery, actor: Actor, merging: Merging, { steps, signal }: Going): Promise<void> {
  let afterId: number | null = 0;
  let left = steps;
  for (; left > 0 && afterId !== null; left -= 1) {
    signal?.throwIfAborted();
    afterId = await mergeStep(g, actor, merging, afterId);
    if (signal) await rest(g);
  }
  if (afterId !== null) return;
  // Each goes with the list it goes by where it would be shown to more people.
  for (let [child] = await albumsIn(g.database.read, merging.id, first); child && left > 0; [child] = await albumsIn(g.database.read, merging.id, first)) {
    signal?.throwIfAborted();
    await moveAlbum(g, actor, child.id, merging.intoId);
    left -= 1;
  }
  if (await isEmpty(g, merging.id)) await trashAlbum(g, actor, merging.id);
}

const first = { offset: 0, limit: 1 };

const isEmpty = async ({ database: { read } }: Gallery, id: number): Promise<boolean> =>
  (await imagesIn(read, id, { afterId: 0, limit: 1 })).length === 0 && (await albumsIn(read, id, first)).length === 0;

async function bothFor(tx: ImageWork['tx'], ledger: ImageWork['ledger'], actor: Actor, { id, intoId }: Merging) {
  const album = await lockLivingAlbum(tx, ledger, id, { actor, right: 'manage', what: 'merge' });
  const into = await lockLivingAlbum(tx, ledger, intoId, { actor, right: 'manage', what: 'merge another album into' });
  if (into.path.startsWith(album.path)) throw albumInsideItself(album.title, into.title);
  return { album, into };
}

/** The next images by id; null where there are none any more. Begun anew, it goes on with what is left. */
async function mergeStep(g: Gallery, actor: Actor, { id, intoId }: Merging, afterId: number): Promise<number | null> {
  const imageIds = await imagesIn(g.database.read, id, { afterId, limit: g.steps.size('purge') });
  if (imageIds.length === 0) return null;
  await timed(g, 'purge', () =>
    workOnImages(g, { imageIds, albumIds: [id, intoId] }, async (work) => {
      const [album, into] = [work.albums.get(id), work.albums.get(intoId)];
      if (!album || !into) throw albumUnknown(album ? intoId : id);
      for (const one of [album, into]) await refuseUnless(work.tx, work.ledger, one, { actor, right: 'manage', what: `merge "${one.title}"` });
      const going = await mayGo(work, actor, album);
      await carry(g, work, going, { album, into });
      await noteImages(g, work.tx, actor, { deed: 'images-placed', images: going, detail: into.title });
      return imageIds.length;
    }),
  );
  return imageIds.at(-1) ?? null;
}

/** Whoever manages their main album may place images elsewhere; others' images that hang here too stay. */
async function mayGo(work: ImageWork, actor: Actor, album: AlbumRecord): Promise<HeldImage[]> {
  const going: HeldImage[] = [];
  for (const image of work.images) {
    if (!image.placements.some((one) => one.albumId === album.id)) continue;
    const asked = refuseOnImages({ ...work, images: [image] }, actor, { right: 'manage', what: 'place this image elsewhere' });
    if (await asked.then(() => true, isRefusal)) going.push(image);
  }
  return going;
}

function isRefusal(error: unknown): false {
  if (isGalleryError(error) && error.status < 500) return false;
  throw error;
}

async function carry(g: Gallery, work: ImageWork, going: readonly HeldImage[], { album, into }: { readonly album: AlbumRecord; readonly into: AlbumRecord }) {
  if (going.length === 0) return;
  const { tx, ledger } = work;
  const now = g.clock();
  const isIn = (image: HeldImage) => image.placements.some((one) => one.albumId === into.id);
  const coming = going.filter((image) => !isIn(image));
  const keys = await keysFor(tx, into, coming.map(sortable));
  await insertPlacements(
    tx,
    coming.map((image, at) => ({ album_id: into.id, image_id: image.id, sort_key: keys[at] as Buffer, narrow_id: image.narrowId, placed_at: now })),
  );
  await deletePlacements(
    tx,
    album.id,
    going.map(({ id }) => id),
  );
  const mains = going.filter((image) => image.mainAlbumId === album.id);
  await giveMainAlbums(
    g,
    tx,
    mains.map((image) => ({ image, albumId: into.id })),
  );
  await tellUpdated(g, tx, going);
  const after = (image: HeldImage): HeldPlacement[] => [
    ...image.placements.filter((one) => one.albumId !== album.id),
    ...(isIn(image) ? [] : [heldPlacement(into, now)]),
  ];
  await settleImages(
    tx,
    ledger,
    going.map((image) => ({ before: image, narrowId: image.narrowId, placements: after(image) })),
  );
}

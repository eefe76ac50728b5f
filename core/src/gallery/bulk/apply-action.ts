import { chunks } from '#database';
import type { Actor, Gallery } from '../gallery.ts';
import { changeStateOf } from '../images/change-state.ts';
import { holdImages } from '../images/hold-images.ts';
import { type ImageWork, tellUpdated } from '../images/image-work.ts';
import { placeHeld, refuseAlbum } from '../images/place-images.ts';
import { takeOut } from '../images/remove-placements.ts';
import { ownListOf, setOwnListOf } from '../images/set-image-access.ts';
import { writeTexts } from '../images/write-texts.ts';
import type { BulkAction } from './bulk-change.ts';
import { nextState, type Planned } from './plan-action.ts';

/** Told the ids of images whose sizes are to be made anew. */
export const remakeJob = 'gallery:remake';

const imagesPerJob = 10;

interface Applied {
  readonly actor: Actor;
  readonly action: BulkAction;
  readonly planned: readonly Planned[];
}

/** Does to held images what was planned, as the last thing of the transaction. */
export async function applyAction(g: Gallery, work: ImageWork, { actor, action, planned }: Applied): Promise<void> {
  const held: ImageWork = { ...work, images: planned.map(({ image }) => image) };
  switch (action.kind) {
    case 'add':
    case 'move':
    case 'remove':
      return placeAll(g, held, { actor, action, planned });
    case 'edit':
      for (const { image, kept } of planned) if (kept?.kind === 'texts') await writeTexts(work.tx, image, kept.is);
      return tellUpdated(g, work.tx, held.images);
    case 'access':
      return setOwnListOf(g, held, await ownListOf(held, action.entries));
    case 'remake':
    case 'plugin':
      return handOver(g, held, action.kind === 'remake' ? remakeJob : action.job);
    default:
      return changeStateOf(g, held, { next: nextState[action.kind] });
  }
}

async function placeAll(g: Gallery, work: ImageWork, { actor, action, planned }: Applied): Promise<void> {
  const wanted = planned.flatMap(({ image, kept }) => (kept?.kind === 'placed' ? [{ image, ...kept }] : []));
  const into = action.kind === 'add' || action.kind === 'move' ? await refuseAlbum(work, actor, action.albumId) : null;
  if (into) {
    await placeHeld(
      g,
      work,
      wanted.filter(({ added }) => added.length > 0).map(({ image }) => ({ image, album: into })),
    );
  }
  const leaving = wanted.filter(({ removed }) => removed.length > 0);
  if (leaving.length > 0) await takeOutOf(g, work, new Map(leaving.map(({ image, removed }) => [image.id, removed.map(({ albumId }) => albumId)])));
}

/** Takes images out of albums; what they are placed in is read again, since that may have become more. */
export async function takeOutOf(g: Gallery, work: ImageWork, albumsOf: ReadonlyMap<number, readonly number[]>): Promise<void> {
  const again = await heldAgain(work, albumsOf.keys());
  await takeOut(g, again, (image, { albumId }) => albumsOf.get(image.id)?.includes(albumId) === true);
}

export async function heldAgain({ tx, ledger }: ImageWork, ids: Iterable<number>): Promise<ImageWork> {
  return { tx, ledger, ...(await holdImages(tx, [...ids])) };
}

async function handOver({ jobs }: Gallery, { tx, images }: ImageWork, job: string): Promise<void> {
  const ids = images.map(({ id }) => id);
  await jobs?.addAll(
    tx,
    job,
    [...chunks(ids, imagesPerJob)].map((imageIds) => ({ imageIds })),
  );
}

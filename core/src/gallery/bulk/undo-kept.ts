import { inTrash } from '../albums/albums-store.ts';
import type { Gallery } from '../gallery.ts';
import { groupBy } from '../group-by.ts';
import { changeStateOf } from '../images/change-state.ts';
import { giveMainAlbums } from '../images/give-main-albums.ts';
import type { HeldImage } from '../images/hold-images.ts';
import { editedBits } from '../images/image-texts.ts';
import { type ImageWork, tellUpdated } from '../images/image-work.ts';
import type { ImageTexts } from '../images/images-store.ts';
import { type Fresh, placeHeld } from '../images/place-images.ts';
import { setSortKey } from '../images/placements-store.ts';
import { setOwnListOf } from '../images/set-image-access.ts';
import { writeTexts } from '../images/write-texts.ts';
import { heldAgain, takeOutOf } from './apply-action.ts';
import type { Kept } from './kept.ts';

type KeptAs<K extends Kept['kind']> = Extract<Kept, { readonly kind: K }>;

/** Makes held images what they were, as far as they still are what the change made of them: what somebody did since then stays. */
export async function undoKept(g: Gallery, work: ImageWork, kept: ReadonlyMap<number, Kept>): Promise<void> {
  const of = <K extends Kept['kind']>(kind: K): { image: HeldImage; kept: KeptAs<K> }[] =>
    work.images.flatMap((image) => {
      const one = kept.get(image.id);
      return one?.kind === kind ? [{ image, kept: one as KeptAs<K> }] : [];
    });
  await undoTexts(g, work, of('texts'));
  await undoStates(g, work, of('state'));
  await undoLists(g, work, of('list'));
  await undoPlaces(g, work, of('placed'));
}

interface OfImage<K extends Kept['kind']> {
  readonly image: HeldImage;
  readonly kept: KeptAs<K>;
}

async function undoTexts(g: Gallery, { tx }: ImageWork, all: readonly OfImage<'texts'>[]): Promise<void> {
  for (const { image, kept } of all) await writeTexts(tx, image, textsAsBefore(image, kept));
  if (all.length > 0)
    await tellUpdated(
      g,
      tx,
      all.map(({ image }) => image),
    );
}

function textsAsBefore(now: ImageTexts, { was, is }: KeptAs<'texts'>): ImageTexts {
  const mayGoBack = (field: 'title' | 'description' | 'author') => now[field] === is[field];
  const timeMayGoBack = now.takenAt === is.takenAt && now.takenOffset === is.takenOffset;
  const back = (field: keyof typeof editedBits) => (field === 'takenAt' ? timeMayGoBack : mayGoBack(field));
  const fields = Object.keys(editedBits) as (keyof typeof editedBits)[];
  const bits = fields.reduce((sum, field) => sum | ((back(field) ? was : now).edited & editedBits[field]), 0);
  return {
    title: mayGoBack('title') ? was.title : now.title,
    description: mayGoBack('description') ? was.description : now.description,
    author: mayGoBack('author') ? was.author : now.author,
    takenAt: (timeMayGoBack ? was : now).takenAt,
    takenOffset: (timeMayGoBack ? was : now).takenOffset,
    edited: bits,
  };
}

async function undoStates(g: Gallery, work: ImageWork, all: readonly OfImage<'state'>[]): Promise<void> {
  const back = new Map(all.filter(({ image, kept }) => image.state === kept.is).map(({ image, kept }) => [image.id, kept]));
  if (back.size === 0) return;
  await changeStateOf(g, work, {
    next: ({ id }) => {
      const kept = back.get(id);
      return kept ? { state: kept.was, before: kept.wasBefore } : null;
    },
  });
}

async function undoLists(g: Gallery, work: ImageWork, all: readonly OfImage<'list'>[]): Promise<void> {
  const back = all.filter(({ image, kept }) => image.ownAccessId === kept.is);
  for (const [was, group] of groupBy(back, ({ kept }) => kept.was)) {
    const images = group.map(({ image }) => image);
    await setOwnListOf(g, { ...work, images }, was);
  }
}

/** First back to where they were, then out of where they came, so that none is without an album in between. */
async function undoPlaces(g: Gallery, work: ImageWork, all: readonly OfImage<'placed'>[]): Promise<void> {
  if (all.length === 0) return;
  const fresh: Fresh[] = all.flatMap(({ image, kept }) =>
    kept.removed.flatMap(({ albumId }) => {
      const album = work.albums.get(albumId);
      return album && !inTrash(album) && !image.placements.some((one) => one.albumId === albumId) ? [{ image, album }] : [];
    }),
  );
  await placeHeld(g, { ...work, images: all.map(({ image }) => image) }, fresh);
  for (const { image, kept } of all) {
    for (const { albumId, key } of kept.removed) {
      if (key !== null && fresh.some((one) => one.image === image && one.album.id === albumId && one.album.sort === 'manual'))
        await setSortKey(work.tx, albumId, image.id, Buffer.from(key, 'hex'));
    }
  }
  const out = all.filter(({ kept }) => kept.added.length > 0);
  if (out.length > 0) await takeOutOf(g, work, new Map(out.map(({ image, kept }) => [image.id, kept.added])));
  await undoMainAlbums(g, work, all);
}

async function undoMainAlbums(g: Gallery, work: ImageWork, all: readonly OfImage<'placed'>[]): Promise<void> {
  const again = await heldAgain(
    work,
    all.map(({ image }) => image.id),
  );
  const former = new Map(all.map(({ image, kept }) => [image.id, kept.mainAlbumId]));
  const changes = again.images.flatMap((image) => {
    const albumId = former.get(image.id) ?? null;
    return albumId !== null && albumId !== image.mainAlbumId && image.placements.some((one) => one.albumId === albumId) ? [{ image, albumId }] : [];
  });
  await giveMainAlbums(g, work.tx, changes);
}

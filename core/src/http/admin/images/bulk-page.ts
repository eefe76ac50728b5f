import { browseAlbums, browseImages, listGroupNames, searchAlbums } from '#gallery';
import { type Exchange, whoOf } from '../../exchange.ts';
import { type Room, text } from '../../room.ts';
import type { Refused } from '../refused.ts';
import { renderAdmin } from '../render-admin.ts';
import type { ChosenImages } from './chosen-images.ts';
import { imagesPath } from './images-page.ts';

/** What needs to be told more than which images. */
const askedFor = ['add', 'move', 'edit', 'access'] as const;
type Asked = (typeof askedFor)[number];
export const isAsked = (name: string): name is Asked => (askedFor as readonly string[]).includes(name);

const albumsShown = 30;

interface Asking {
  readonly name: Asked;
  readonly images: ChosenImages;
  readonly refused?: Refused;
}

/** Asks for the album, the fields or the people. What was chosen goes with the form. */
export async function bulkPage(room: Room, ctx: Exchange, { name, images, refused }: Asking): Promise<void> {
  const { gallery } = room.house;
  const { viewer } = whoOf(ctx);
  const form = ctx.state.form ?? new URLSearchParams();
  const words = (form.get('words') ?? '').trim().slice(0, 100);
  const page = { offset: 0, limit: albumsShown };
  const needsAlbum = name === 'add' || name === 'move';
  const found = needsAlbum
    ? await (words === '' ? browseAlbums(gallery, viewer, null, page) : searchAlbums(gallery, viewer, words, page))
    : { albums: [], total: 0 };
  await renderAdmin(room, ctx, 'images-bulk', {
    title: text(room, ctx, `title.images-${name}`),
    at: imagesPath,
    data: {
      name,
      refused: refused ?? null,
      fields: images.fields,
      counted: await countOf(room, ctx, images),
      from: images.asked.album,
      words,
      albums: found.albums.filter(({ id }) => id !== images.asked.filter.album),
      typed: Object.fromEntries(form),
      write: form.getAll('write'),
      chosenGroups: form.getAll('group'),
      groups: name === 'access' ? await listGroupNames(gallery) : [],
      back: images.asked.query.size === 0 ? imagesPath : `${imagesPath}?${images.asked.query}`,
    },
  });
}

async function countOf({ house }: Room, ctx: Exchange, { chosen }: ChosenImages): Promise<{ readonly images: number; readonly isAll: boolean }> {
  if (chosen === null || 'ids' in chosen) return { images: chosen?.ids.length ?? 0, isAll: true };
  return (await browseImages(house.gallery, whoOf(ctx).viewer, { filter: chosen.filter, from: null, up: false, limit: 1 })).counted;
}

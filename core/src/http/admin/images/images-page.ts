import { isGalleryError } from '@picturerail/sdk';
import { type BrowsedImage, browseImages, type Counted, findBulkChange } from '#gallery';
import { idIn, withQuery } from '../../addresses.ts';
import { type Exchange, queryOf, whoOf } from '../../exchange.ts';
import { type Room, text } from '../../room.ts';
import type { Refused } from '../refused.ts';
import { renderAdmin } from '../render-admin.ts';
import { offeredActions, offeredColumns } from './from-plugins.ts';
import { type ImagesAskedFor, imageStates, imagesAsked, imageTypes } from './images-asked.ts';
import { type ShownChange, shownChange } from './shown-change.ts';
import { adminPictures } from './thumbs.ts';

const perPage = 60;
export const imagesPath = '/admin/images';

export const showImages = (room: Room) => (ctx: Exchange) => imagesPage(room, ctx);

/** All images there are: to be filtered, chosen and changed, a page at a time. A form that was refused carries its filter. */
export async function imagesPage(room: Room, ctx: Exchange, refused: Refused | null = null): Promise<void> {
  const asked = await imagesAsked(room, ctx, refused === null ? queryOf(ctx) : new URLSearchParams(refused.fields.filter));
  const found = asked.problems.length > 0 ? nothing : await pageOf(room, ctx, asked);
  await renderAdmin(room, ctx, 'images', {
    title: text(room, ctx, 'title.images'),
    data: {
      asked,
      actions: await offeredActions(room, ctx),
      refused,
      change: await changeMade(room, ctx),
      images: await shownImages(room, ctx, found.images),
      counted: found.counted,
      earlier: found.earlier === null ? null : withQuery(imagesPath, asked.query, { before: String(found.earlier) }),
      later: found.later === null ? null : withQuery(imagesPath, asked.query, { after: String(found.later) }),
      isFiltered: asked.query.size > 0,
      filter: asked.query.toString(),
      states: imageStates,
      types: imageTypes.map((mime) => ({ mime, name: mime.slice('image/'.length).toUpperCase() })),
    },
  });
}

/** What has just been done, to be followed and undone. */
async function changeMade(room: Room, ctx: Exchange): Promise<ShownChange | null> {
  const id = idIn(queryOf(ctx).get('change') ?? undefined);
  const change = id === null ? null : await findBulkChange(room.house.gallery, whoOf(ctx).viewer, id).catch(goneOnly);
  return change && shownChange(room, ctx, change);
}

/** After a week an address may name one that is forgotten. */
function goneOnly(error: unknown): null {
  if (isGalleryError(error) && error.status === 404) return null;
  throw error;
}

const nothing = { images: [] as BrowsedImage[], counted: { images: 0, isAll: true } satisfies Counted, earlier: null, later: null };

async function pageOf(room: Room, ctx: Exchange, { filter }: ImagesAskedFor) {
  const query = queryOf(ctx);
  const after = idIn(query.get('after') ?? undefined);
  const from = after ?? idIn(query.get('before') ?? undefined);
  return browseImages(room.house.gallery, whoOf(ctx).viewer, { filter, from, up: after !== null, limit: perPage });
}

async function shownImages(room: Room, ctx: Exchange, images: readonly BrowsedImage[]) {
  const pictures = await adminPictures(room.house, whoOf(ctx).viewer, images);
  const columns = await offeredColumns(
    room,
    ctx,
    images.map(({ id }) => id),
  );
  const added = (id: number) => columns.flatMap(({ label, values }) => (typeof values[id] === 'string' ? [{ label, value: values[id] }] : []));
  return images.map((image, index) => ({ ...image, square: pictures[index]?.square, added: added(image.id) }));
}

import type { ImageData, ListProvider, Viewer } from '@picturerail/sdk';
import { type AlbumRef, findImage, type ImagePage, imageRights } from '#gallery';
import { albumAddress, imageAddress } from '../addresses.ts';
import { type Exchange, whoOf } from '../exchange.ts';
import { type Room, text } from '../room.ts';

/** The list an image is shown in: where it leads back to, and to which neighbours. */
export interface ListAround extends Pick<ImageData, 'previous' | 'next' | 'position' | 'total'> {
  /** As in `?in=`. */
  readonly list: string;
  readonly title: string;
  readonly url: string;
}

/** A list of a plugin where one is asked for and holds the image; else the gallery's own answer. */
export async function listAround(
  room: Room,
  ctx: Exchange,
  { asked, found }: { readonly asked: string | null; readonly found: ImagePage },
): Promise<ListAround> {
  return (asked === null ? null : await providedList(room, whoOf(ctx).viewer, { list: asked, imageId: found.image.id })) ?? ownList(room, ctx, found);
}

function ownList(room: Room, ctx: Exchange, found: ImagePage): ListAround {
  const { list, previous, next, position, total, crumbs } = found;
  const album = crumbs.at(-1);
  const back = album ? { title: album.title, url: albumAddress(album) } : { title: text(room, ctx, 'title.newest'), url: '/newest' };
  return { list, ...back, previous: link(previous, list), next: link(next, list), position, total };
}

async function providedList(
  { house }: Room,
  viewer: Viewer,
  { list, imageId }: { readonly list: string; readonly imageId: number },
): Promise<ListAround | null> {
  const [, name = '', key = ''] = /^([a-z0-9]+)-(.+)$/.exec(list) ?? [];
  const provider: ListProvider | undefined = house.kernel.providers.get('list', name);
  const [described, around] = provider ? await Promise.all([provider.describe(key, viewer), provider.around(key, imageId, viewer)]) : [];
  if (!described || !around) return null;
  const [previous, next] = await Promise.all([neighbour(house, viewer, around.previous), neighbour(house, viewer, around.next)]);
  return { list, ...described, previous: link(previous, list), next: link(next, list), position: around.position, total: around.total };
}

/** Checked again: a plugin's list may name an image that this viewer may not see. */
async function neighbour({ gallery }: Room['house'], viewer: Viewer, id: number | null): Promise<AlbumRef | null> {
  if (id === null || (await imageRights(gallery, viewer, id)) === null) return null;
  const image = await findImage(gallery, id);
  return image && { id, title: image.title };
}

const link = (image: AlbumRef | null, list: string) => image && { url: imageAddress(image, list), title: image.title };

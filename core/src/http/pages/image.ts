import type { ImageView } from '@picturerail/sdk';
import { type ImagePage, imagePage } from '#gallery';
import type { ImagePlan, MediaUrls } from '#media';
import { albumAddress, idIn, imageAddress } from '../addresses.ts';
import { pageNotFound } from '../errors.ts';
import { type Exchange, queryOf, whoOf } from '../exchange.ts';
import { moveTo } from '../go-on.ts';
import { type Room, render } from '../room.ts';
import { imageCard } from './cards.ts';
import { listAround } from './list-around.ts';

export const showImage = (room: Room) => async (ctx: Exchange) => {
  const { gallery, media, kernel } = room.house;
  const { viewer } = whoOf(ctx);
  const id = idIn(ctx.params.id);
  const asked = queryOf(ctx).get('in');
  const found = id === null ? null : await imagePage(gallery, viewer, id, asked);
  if (found === null) throw pageNotFound();
  const path = imageAddress(found.image);
  if (ctx.path !== path) return moveTo(ctx, path + ctx.search);

  const list = await listAround(room, ctx, { asked, found });
  const plans = await media.plans([found.image], viewer);
  const [urls] = await media.urls([found.image], plans);
  const [image] = await kernel.hooks.filter('images:view', [imageView(found, list.list, urls as MediaUrls)], { viewer }, viewer);
  await render(room, ctx, 'image', {
    page: { title: image?.title ?? found.image.title, administration: `/admin/images/${id}` },
    data: {
      image: image as ImageView,
      crumbs: found.crumbs.map((album) => ({ title: album.title, url: albumAddress(album) })),
      list: { title: list.title, url: list.url },
      previous: list.previous,
      next: list.next,
      position: list.position,
      total: list.total,
      downloadUrl: found.rights.has('download') && isUntouched(plans[0]) ? (urls?.original ?? null) : null,
    },
  });
};

/** With steps of its own the original is not what a viewer gets. */
const isUntouched = (plan: ImagePlan | undefined): boolean => {
  const original = plan?.of('original');
  return original?.refused === null && original.steps.length === 0;
};

function imageView({ image, albums }: ImagePage, list: string, urls: MediaUrls): ImageView {
  const { fileName, mime, bytes, createdAt } = image;
  return {
    ...imageCard(image, list, urls),
    fileName,
    mime,
    bytes,
    createdAt,
    albums: albums.map((album) => ({ id: album.id, title: album.title, url: albumAddress(album) })),
  };
}

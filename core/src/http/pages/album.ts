import { albumPage } from '#gallery';
import { albumAddress, idIn } from '../addresses.ts';
import { pageNotFound } from '../errors.ts';
import { type Exchange, queryOf, whoOf } from '../exchange.ts';
import { moveTo } from '../go-on.ts';
import { pagerOf } from '../pager.ts';
import { type Room, render } from '../room.ts';
import { albumCard, listCards } from './cards.ts';
import { pageNumber } from './page-numbers.ts';

export const showAlbum = (room: Room) => async (ctx: Exchange) => {
  const { gallery, settings } = room.house;
  const { viewer } = whoOf(ctx);
  const id = idIn(ctx.params.id);
  if (id === null) throw pageNotFound();
  const { albumsPerPage, imagesPerPage } = await settings.core();
  const asked = { page: pageNumber(ctx, 'page'), perPage: imagesPerPage, albumsPage: pageNumber(ctx, 'albums'), albumsPerPage };
  const found = await albumPage(gallery, viewer, id, asked);
  if (found === null) throw pageNotFound();
  const path = albumAddress(found.album);
  if (ctx.path !== path) return moveTo(ctx, path + ctx.search);

  const where = { list: `album-${id}`, albumId: id, page: found.page };
  const { albums, images } = await listCards(room.house, viewer, { albums: found.albums, images: found.images, where });
  const query = queryOf(ctx);
  await render(room, ctx, 'album', {
    page: { title: found.album.title, administration: `/admin/albums/${id}`, manages: viewer.userId !== null && found.rights.has('manage') },
    data: {
      album: albumCard(found.album, null),
      crumbs: found.crumbs.map((album) => ({ title: album.title, url: albumAddress(album) })),
      albums,
      albumPager: pagerOf({ page: found.albumsPage, pages: found.albumsPages }, { path, query, name: 'albums' }),
      images,
      pager: pagerOf(found, { path, query, name: 'page' }),
      imagesHere: found.total,
      uploadUrl: viewer.userId !== null && found.rights.has('upload') ? `/upload/${id}` : null,
    },
  });
};

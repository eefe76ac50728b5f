import { homePage } from '#gallery';
import { type Exchange, queryOf, whoOf } from '../exchange.ts';
import { pagerOf } from '../pager.ts';
import { type Room, render } from '../room.ts';
import { listCards } from './cards.ts';
import { pageNumber } from './page-numbers.ts';

export const showHome = (room: Room) => async (ctx: Exchange) => {
  const { gallery, settings } = room.house;
  const { viewer } = whoOf(ctx);
  const { albumsPerPage, newestOnHome } = await settings.core();
  const found = await homePage(gallery, viewer, { albumsPage: pageNumber(ctx, 'albums'), albumsPerPage, newest: newestOnHome });
  const where = { list: 'newest', albumId: null, page: 1 };
  const { albums, images } = await listCards(room.house, viewer, { albums: found.albums, images: found.newest, where });
  const albumPager = pagerOf({ page: found.albumsPage, pages: found.albumsPages }, { path: '/', query: queryOf(ctx), name: 'albums' });
  await render(room, ctx, 'home', { page: { title: '' }, data: { albums, albumPager, newest: images, imageCount: found.imageCount } });
};

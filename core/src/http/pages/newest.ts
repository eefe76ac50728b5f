import { newestPage } from '#gallery';
import { type Exchange, queryOf, whoOf } from '../exchange.ts';
import { pagerOf } from '../pager.ts';
import { type Room, render, text } from '../room.ts';
import { listCards } from './cards.ts';
import { pageNumber } from './page-numbers.ts';

export const showNewest = (room: Room) => async (ctx: Exchange) => {
  const { gallery, settings } = room.house;
  const { viewer } = whoOf(ctx);
  const { imagesPerPage } = await settings.core();
  const found = await newestPage(gallery, viewer, { page: pageNumber(ctx, 'page'), perPage: imagesPerPage });
  const where = { list: 'newest', albumId: null, page: found.page };
  const { images } = await listCards(room.house, viewer, { albums: [], images: found.images, where });
  const pager = pagerOf(found, { path: '/newest', query: queryOf(ctx), name: 'page' });
  const heading = text(room, ctx, 'title.newest');
  await render(room, ctx, 'list', { page: { title: heading }, data: { heading, images, pager, total: found.total } });
};

import { listGroupNames, searchUsers } from '#gallery';
import { type Exchange, queryOf, whoOf } from '../../exchange.ts';
import { pagerOf } from '../../pager.ts';
import { type Room, text } from '../../room.ts';
import { renderAdmin } from '../render-admin.ts';
import { allStatuses, userOrders, usersAsked } from './users-asked.ts';

const perPage = 50;

/** Everybody who has an account: to be searched, filtered and sorted, a page at a time. */
export const showUsers = (room: Room) => async (ctx: Exchange) => {
  const { gallery } = room.house;
  const asked = usersAsked(ctx);
  const groups = await listGroupNames(gallery);
  const { users, total } = await searchUsers(gallery, { ...asked, perPage });
  const isFiltered = asked.text !== '' || asked.status !== null || asked.groupId !== null;
  await renderAdmin(room, ctx, 'users', {
    title: text(room, ctx, 'title.users'),
    data: {
      users,
      total,
      asked,
      isFiltered,
      groups,
      statuses: allStatuses,
      orders: userOrders,
      self: whoOf(ctx).viewer.userId,
      removed: queryOf(ctx).has('removed'),
      pager: pagerOf({ page: asked.page, pages: Math.ceil(total / perPage) }, { path: '/admin/users', query: queryOf(ctx), name: 'page' }),
    },
  });
};

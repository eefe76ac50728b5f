import { findGroup, searchUsers } from '#gallery';
import { pageIn } from '../../addresses.ts';
import { pageNotFound } from '../../errors.ts';
import { type Exchange, queryOf } from '../../exchange.ts';
import { pagerOf } from '../../pager.ts';
import type { Room } from '../../room.ts';
import { renderAdmin } from '../render-admin.ts';
import type { Problems } from './refusal.ts';
import { idAt } from './sent.ts';

const perPage = 50;
/** Names that the field suggests; with more users a list of them is of no use. */
const mostSuggested = 200;
const deeds = ['created', 'renamed', 'added', 'taken'] as const;

interface Beside {
  readonly typed?: { readonly name?: string; readonly member?: string };
  readonly problems?: Problems;
}

export const showGroup = (room: Room) => (ctx: Exchange) => groupPage(room, ctx, idAt(ctx), {});

/** One group: its name, and who is in it. */
export async function groupPage(room: Room, ctx: Exchange, id: number, { typed = {}, problems = {} }: Beside): Promise<void> {
  const { gallery } = room.house;
  const group = await findGroup(gallery, id);
  if (!group) throw pageNotFound();
  const page = pageIn(queryOf(ctx).get('page')) ?? 1;
  const { users: members, total } = await searchUsers(gallery, { groupId: id, page, perPage });
  await renderAdmin(room, ctx, 'group', {
    title: group.name,
    at: '/admin/groups',
    data: {
      group,
      members,
      typed: { name: group.name, member: '', ...typed },
      problems,
      suggested: await suggestedFor(room, id),
      done: deeds.find((deed) => deed === queryOf(ctx).get('done')) ?? null,
      pager: pagerOf({ page, pages: Math.ceil(total / perPage) }, { path: `/admin/groups/${id}`, query: new URLSearchParams(), name: 'page' }),
    },
  });
}

async function suggestedFor({ house }: Room, id: number): Promise<string[]> {
  const { users, total } = await searchUsers(house.gallery, { page: 1, perPage: mostSuggested });
  return total > mostSuggested ? [] : users.filter(({ groups }) => !groups.some((one) => one.id === id)).map(({ name }) => name);
}

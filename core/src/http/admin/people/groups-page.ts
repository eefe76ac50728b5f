import { createGroup, listGroupSizes } from '#gallery';
import { type Exchange, queryOf, whoOf } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import { type Room, text } from '../../room.ts';
import { renderAdmin } from '../render-admin.ts';
import { type Problems, refusalIn } from './refusal.ts';
import { sent } from './sent.ts';

interface Beside {
  readonly typed?: string;
  readonly problems?: Problems;
}

export const showGroups = (room: Room) => (ctx: Exchange) => page(room, ctx, {});

export const addGroup = (room: Room) => async (ctx: Exchange) => {
  const typed = sent(ctx, 'name');
  try {
    const id = await createGroup(room.house.gallery, whoOf(ctx).viewer, { name: typed });
    goOn(ctx, `/admin/groups/${id}?done=created`);
  } catch (error) {
    await page(room, ctx, { typed, problems: refusalIn(room, ctx, error) });
  }
};

/** All groups: how many are in each, and how many albums name it. */
async function page(room: Room, ctx: Exchange, { typed = '', problems = {} }: Beside): Promise<void> {
  await renderAdmin(room, ctx, 'groups', {
    title: text(room, ctx, 'title.groups'),
    data: { groups: await listGroupSizes(room.house.gallery), typed, problems, removed: queryOf(ctx).has('removed') },
  });
}

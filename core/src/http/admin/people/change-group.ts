import { findGroup, findUser, joinGroup, leaveGroup, removeGroup, renameGroup } from '#gallery';
import { idIn } from '../../addresses.ts';
import { memberUnknown, nameNotTyped, pageNotFound } from '../../errors.ts';
import { type Exchange, whoOf } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import type { Room } from '../../room.ts';
import { groupPage } from './group-page.ts';
import { refusalIn } from './refusal.ts';
import { idAt, sent } from './sent.ts';

type Act = (room: Room, ctx: Exchange, id: number) => Promise<void>;

const actions: ReadonlyMap<string, Act> = new Map<string, Act>([
  ['rename', rename],
  ['add', add],
  ['take', take],
  ['remove', remove],
]);

/** What the page of a group offers. */
export const changeGroup = (room: Room) => async (ctx: Exchange) => {
  const id = idAt(ctx);
  const act = actions.get(sent(ctx, 'action'));
  if (!act) throw pageNotFound();
  try {
    await act(room, ctx, id);
  } catch (error) {
    const [name, member] = [ctx.state.form?.get('name'), ctx.state.form?.get('member')];
    const typed = { ...(name != null && { name }), ...(member != null && { member }) };
    await groupPage(room, ctx, id, { typed, problems: refusalIn(room, ctx, error) });
  }
};

async function rename({ house }: Room, ctx: Exchange, id: number): Promise<void> {
  await renameGroup(house.gallery, whoOf(ctx).viewer, id, sent(ctx, 'name'));
  goOn(ctx, `/admin/groups/${id}?done=renamed`);
}

async function add({ house }: Room, ctx: Exchange, id: number): Promise<void> {
  const name = sent(ctx, 'member').trim();
  const user = await findUser(house.gallery, name);
  if (!user) throw memberUnknown(name);
  await joinGroup(house.gallery, whoOf(ctx).viewer, id, user.id);
  goOn(ctx, `/admin/groups/${id}?done=added`);
}

async function take({ house }: Room, ctx: Exchange, id: number): Promise<void> {
  const member = idIn(sent(ctx, 'user'));
  if (member === null) throw pageNotFound();
  await leaveGroup(house.gallery, whoOf(ctx).viewer, id, member);
  goOn(ctx, `/admin/groups/${id}?done=taken`);
}

async function remove({ house }: Room, ctx: Exchange, id: number): Promise<void> {
  const group = await findGroup(house.gallery, id);
  if (!group) throw pageNotFound();
  if (sent(ctx, 'confirm').trim() !== group.name) throw nameNotTyped(group.name);
  await removeGroup(house.gallery, whoOf(ctx).viewer, id);
  goOn(ctx, '/admin/groups?removed');
}

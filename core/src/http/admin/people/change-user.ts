import type { Status } from '@picturerail/sdk';
import { changeUser as change, createPasswordLink, endSessionsOf, releaseStepsOf, sendPasswordLink } from '#accounts';
import { describeUser, removeUser } from '#gallery';
import { nameNotTyped, pageNotFound } from '../../errors.ts';
import { type Exchange, whoOf } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import type { Room } from '../../room.ts';
import { refusalIn } from './refusal.ts';
import { idAt, sent, sentIds } from './sent.ts';
import { type UserTyped, userPage } from './user-page.ts';

type Act = (room: Room, ctx: Exchange, id: number) => Promise<void>;

const actions: ReadonlyMap<string, Act> = new Map<string, Act>([
  ['save', save],
  ['link', makeLink],
  ['mail', mailLink],
  ['sign-out', signOut],
  ['second-factor', releaseSecondFactor],
  ['remove', remove],
]);

/** What the page of a user offers. */
export const changeUser = (room: Room) => async (ctx: Exchange) => {
  const id = idAt(ctx);
  const act = actions.get(sent(ctx, 'action'));
  if (!act) throw pageNotFound();
  try {
    await act(room, ctx, id);
  } catch (error) {
    await userPage(room, ctx, id, { problems: refusalIn(room, ctx, error) });
  }
};

async function save(room: Room, ctx: Exchange, id: number): Promise<void> {
  const { viewer } = whoOf(ctx);
  const [email, language] = [sent(ctx, 'email').trim(), sent(ctx, 'language')];
  const typed: UserTyped = {
    name: sent(ctx, 'name'),
    status: sent(ctx, 'status') as Status,
    email: email === '' ? null : email,
    language: room.house.texts.languages().includes(language) ? language : null,
    groups: sentIds(ctx, 'group'),
  };
  try {
    await change(room.house.accounts, viewer, id, await whatChanges(room, ctx, id, typed));
  } catch (error) {
    return userPage(room, ctx, id, { typed, problems: refusalIn(room, ctx, error) });
  }
  goOn(ctx, leavesAdministration(ctx, id, typed.status) ? '/' : `/admin/users/${id}?done=saved`);
}

/** The address only where it is another one: links that went to the old one are void then. */
async function whatChanges({ house }: Room, ctx: Exchange, id: number, { email, ...rest }: UserTyped): Promise<Partial<UserTyped>> {
  const before = await describeUser(house.gallery, whoOf(ctx).viewer, id);
  return before?.email === email ? rest : { ...rest, email };
}

const leavesAdministration = (ctx: Exchange, id: number, status: Status): boolean =>
  whoOf(ctx).viewer.userId === id && status !== 'webmaster' && status !== 'administrator';

const kindFor = async ({ house }: Room, ctx: Exchange, id: number) =>
  (await describeUser(house.gallery, whoOf(ctx).viewer, id))?.hasPassword ? 'reset' : 'invitation';

async function makeLink(room: Room, ctx: Exchange, id: number): Promise<void> {
  const link = await createPasswordLink(room.house.accounts, whoOf(ctx).viewer, id, await kindFor(room, ctx, id));
  await userPage(room, ctx, id, { link });
}

async function mailLink(room: Room, ctx: Exchange, id: number): Promise<void> {
  await sendPasswordLink(room.house.accounts, whoOf(ctx).viewer, id, await kindFor(room, ctx, id));
  goOn(ctx, `/admin/users/${id}?done=mailed`);
}

async function signOut({ house }: Room, ctx: Exchange, id: number): Promise<void> {
  await endSessionsOf(house.accounts, whoOf(ctx).viewer, id);
  goOn(ctx, whoOf(ctx).viewer.userId === id ? '/' : `/admin/users/${id}?done=signed-out`);
}

async function releaseSecondFactor({ house }: Room, ctx: Exchange, id: number): Promise<void> {
  await releaseStepsOf(house.accounts, whoOf(ctx).viewer, id);
  goOn(ctx, `/admin/users/${id}?done=second-factor`);
}

async function remove({ house }: Room, ctx: Exchange, id: number): Promise<void> {
  const { viewer } = whoOf(ctx);
  const user = await describeUser(house.gallery, viewer, id);
  if (!user) throw pageNotFound();
  if (sent(ctx, 'confirm').trim() !== user.name) throw nameNotTyped(user.name);
  await removeUser(house.gallery, viewer, id);
  goOn(ctx, viewer.userId === id ? '/' : '/admin/users?removed');
}

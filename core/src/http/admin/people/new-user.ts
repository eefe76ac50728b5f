import { isGalleryError, type Status } from '@picturerail/sdk';
import { createPasswordLink, linksAreSent, sendPasswordLink } from '#accounts';
import { createUser, listGroupNames, statusesGivenBy } from '#gallery';
import { type Exchange, whoOf } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import { type Room, text } from '../../room.ts';
import { renderAdmin } from '../render-admin.ts';
import { type Problems, refusalIn } from './refusal.ts';
import { sent, sentIds } from './sent.ts';
import { userPage } from './user-page.ts';

interface Typed {
  readonly name: string;
  readonly status: string;
  readonly email: string;
  readonly groups: readonly number[];
}

const nothing: Typed = { name: '', status: 'user', email: '', groups: [] };

export const showNewUser = (room: Room) => (ctx: Exchange) => page(room, ctx, { typed: nothing, problems: {} });

/** Makes an account without a password: its owner chooses one behind the link that is mailed, or shown to be handed on. */
export const addUser = (room: Room) => async (ctx: Exchange) => {
  const { viewer } = whoOf(ctx);
  const typed = { name: sent(ctx, 'name'), status: sent(ctx, 'status'), email: sent(ctx, 'email').trim(), groups: sentIds(ctx, 'group') };
  let id: number;
  try {
    const { name, email, groups } = typed;
    id = await createUser(room.house.gallery, viewer, { name, status: typed.status as Status, email: email === '' ? null : email, groups });
  } catch (error) {
    return page(room, ctx, { typed, problems: refusalIn(room, ctx, error) });
  }
  if (typed.status === 'deactivated') return goOn(ctx, `/admin/users/${id}?done=created`);
  if (typed.email !== '' && (await isInvited(room, ctx, id))) return goOn(ctx, `/admin/users/${id}?done=invited`);
  await userPage(room, ctx, id, { link: await createPasswordLink(room.house.accounts, viewer, id, 'invitation'), done: 'created' });
};

/** False where nothing can be mailed, or not to that address. */
async function isInvited({ house }: Room, ctx: Exchange, id: number): Promise<boolean> {
  if (!(await linksAreSent(house.accounts))) return false;
  try {
    await sendPasswordLink(house.accounts, whoOf(ctx).viewer, id, 'invitation');
    return true;
  } catch (error) {
    if (!isGalleryError(error) || error.status >= 500) throw error;
    return false;
  }
}

async function page(room: Room, ctx: Exchange, { typed, problems }: { readonly typed: Typed; readonly problems: Problems }): Promise<void> {
  const { gallery, accounts } = room.house;
  await renderAdmin(room, ctx, 'new-user', {
    title: text(room, ctx, 'title.new-user'),
    at: '/admin/users',
    data: {
      typed,
      problems,
      statuses: statusesGivenBy(whoOf(ctx).viewer).filter((status) => status !== 'deactivated'),
      groups: await listGroupNames(gallery),
      isMailed: await linksAreSent(accounts),
    },
  });
}

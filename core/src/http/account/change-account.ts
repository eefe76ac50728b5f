import { isGalleryError } from '@picturerail/sdk';
import { changeOwnEmail, changeOwnPassword, changeUser, createApiToken, endOwnSession, revokeApiToken, signOutEverywhere } from '#accounts';
import { errorText } from '#i18n';
import { idIn } from '../addresses.ts';
import { pageNotFound } from '../errors.ts';
import { type Exchange, whoOf } from '../exchange.ts';
import { goOn } from '../go-on.ts';
import type { Room } from '../room.ts';
import { accountPage } from './account-page.ts';
import { enter } from './enter.ts';
import { tokenFields } from './tokens-part.ts';

type Act = (room: Room, ctx: Exchange, userId: number) => Promise<void>;

const actions: ReadonlyMap<string, Act> = new Map<string, Act>([
  ['language', changeLanguage],
  ['email', changeEmail],
  ['password', changePassword],
  ['end', endOne],
  ['end-others', endOthers],
  ['token', makeToken],
  ['revoke', revoke],
]);

/** Others share the account: what one of them ends or hands out is not only his. */
const notForShared = /^(?:end|token|revoke)/;

const field = (ctx: Exchange, name: string): string => ctx.state.form?.get(name) ?? '';

/** What the page of one's own account offers. */
export const changeAccount = (room: Room) => async (ctx: Exchange) => {
  const action = field(ctx, 'action');
  const act = actions.get(action);
  const { userId, status } = whoOf(ctx).viewer;
  if (!act || userId === null || (status === 'generic' && notForShared.test(action))) throw pageNotFound();
  try {
    await act(room, ctx, userId);
  } catch (error) {
    if (!isGalleryError(error) || error.status >= 500 || error.status === 404) throw error;
    ctx.status = error.status;
    if (typeof error.data.retryAfter === 'number') ctx.set('Retry-After', String(error.data.retryAfter));
    const problems = { [fieldOf(action, error.data.field)]: errorText(room.house.texts, whoOf(ctx).viewer.language, error) };
    await accountPage(room, ctx, { action, problems, email: field(ctx, 'email') });
  }
};

/** The password is asked for in several of the forms, each with a field of its own. */
function fieldOf(action: string, name: unknown): string {
  if (typeof name !== 'string') return 'form';
  if (action === 'token') return tokenFields[name] ?? 'form';
  return action === 'email' && name === 'old' ? 'confirm' : name;
}

const comeBack = (ctx: Exchange, done: string): void => goOn(ctx, `/account?done=${done}`);

async function changeLanguage(room: Room, ctx: Exchange, userId: number): Promise<void> {
  const language = field(ctx, 'language');
  const known = room.house.texts.languages().includes(language) ? language : null;
  await changeUser(room.house.accounts, whoOf(ctx).viewer, userId, { language: known });
  // What was once chosen in this browser stood before it.
  room.cookies.remove(ctx, 'language');
  comeBack(ctx, 'language');
}

async function changeEmail({ house }: Room, ctx: Exchange, userId: number): Promise<void> {
  const email = field(ctx, 'email').trim();
  await changeOwnEmail(house.accounts, whoOf(ctx).viewer, userId, { email: email === '' ? null : email, password: field(ctx, 'confirm') });
  comeBack(ctx, 'email');
}

async function changePassword(room: Room, ctx: Exchange, userId: number): Promise<void> {
  const { token, viewer } = whoOf(ctx);
  const passwords = { old: field(ctx, 'old'), fresh: field(ctx, 'password') };
  const device = await changeOwnPassword(room.house.accounts, viewer, userId, { ...passwords, keepToken: token });
  if (token !== null) enter(room, ctx, { token, device });
  comeBack(ctx, 'password');
}

async function endOne({ house }: Room, ctx: Exchange, userId: number): Promise<void> {
  const id = idIn(field(ctx, 'session'));
  if (id === null) throw pageNotFound();
  await endOwnSession(house.accounts, whoOf(ctx).viewer, userId, id);
  comeBack(ctx, 'ended');
}

async function endOthers({ house }: Room, ctx: Exchange, userId: number): Promise<void> {
  await signOutEverywhere(house.accounts, whoOf(ctx).viewer, userId, whoOf(ctx).token);
  comeBack(ctx, 'ended');
}

/** The answer is the page itself: what stands there once must not be fetched again. */
async function makeToken(room: Room, ctx: Exchange, userId: number): Promise<void> {
  const of = (key: string) => field(ctx, tokenFields[key] ?? '');
  const wanted = { name: of('name'), scopes: of('scopes').split(' '), days: Number(of('days')), password: of('old') };
  const made = await createApiToken(room.house.accounts, whoOf(ctx).viewer, userId, wanted);
  await accountPage(room, ctx, null, made);
}

async function revoke({ house }: Room, ctx: Exchange, userId: number): Promise<void> {
  const id = idIn(field(ctx, 'session'));
  if (id === null) throw pageNotFound();
  await revokeApiToken(house.accounts, whoOf(ctx).viewer, userId, id);
  comeBack(ctx, 'revoked');
}

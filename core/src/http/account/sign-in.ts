import { isGalleryError, type SignInData } from '@picturerail/sdk';
import { signIn as openSession } from '#accounts';
import { errorText } from '#i18n';
import { localPath } from '../addresses.ts';
import { type Exchange, queryOf, whoOf } from '../exchange.ts';
import { goOn } from '../go-on.ts';
import { sessionDays } from '../identify.ts';
import { type Room, render, text } from '../room.ts';

const deviceDays = 400;
const here = '/account/sign-in';

export const showSignIn = (room: Room) => async (ctx: Exchange) => {
  const next = localPath(queryOf(ctx).get('next'));
  if (whoOf(ctx).viewer.userId !== null) return goOn(ctx, next);
  await page(room, ctx, { name: '', error: null, next });
};

export const signIn = (room: Room) => async (ctx: Exchange) => {
  const { form } = ctx.state;
  const name = form?.get('name') ?? '';
  const next = localPath(form?.get('next'));
  try {
    const { token, device } = await openSession(room.house.accounts, {
      name,
      password: form?.get('password') ?? '',
      ip: ctx.ip,
      agent: ctx.get('User-Agent'),
      device: room.cookies.get(ctx, 'device'),
    });
    room.cookies.set(ctx, 'session', token, { days: sessionDays });
    room.cookies.set(ctx, 'device', device, { days: deviceDays, path: here });
    goOn(ctx, next);
  } catch (error) {
    if (!isGalleryError(error) || error.status >= 500) throw error;
    ctx.status = error.status;
    if (typeof error.data.retryAfter === 'number') ctx.set('Retry-After', String(error.data.retryAfter));
    await page(room, ctx, { name, error: errorText(room.house.texts, whoOf(ctx).viewer.language, error), next });
  }
};

const page = (room: Room, ctx: Exchange, data: SignInData) =>
  render(room, ctx, 'sign-in', { page: { title: text(room, ctx, 'title.sign-in'), offerSignIn: false }, data });

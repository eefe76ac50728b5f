import { isGalleryError, type SignInData } from '@picturerail/sdk';
import { signIn as openSession, registrationIsOpen } from '#accounts';
import { errorText } from '#i18n';
import { localPath } from '../addresses.ts';
import { type Exchange, queryOf, whoOf } from '../exchange.ts';
import { goOn } from '../go-on.ts';
import { type Room, render, text } from '../room.ts';
import { enterOrAsk } from './enter.ts';

export const showSignIn = (room: Room) => async (ctx: Exchange) => {
  const next = localPath(queryOf(ctx).get('next'));
  if (whoOf(ctx).viewer.userId !== null) return goOn(ctx, next);
  const error = queryOf(ctx).has('over') ? text(room, ctx, 'sign-in.over') : null;
  await page(room, ctx, { name: '', error, next });
};

export const signIn = (room: Room) => async (ctx: Exchange) => {
  const { form } = ctx.state;
  const name = form?.get('name') ?? '';
  const next = localPath(form?.get('next'));
  try {
    const entry = await openSession(room.house.accounts, {
      name,
      password: form?.get('password') ?? '',
      ip: ctx.ip,
      agent: ctx.get('User-Agent'),
      device: room.cookies.get(ctx, 'device'),
      next,
    });
    enterOrAsk(room, ctx, entry, next);
  } catch (error) {
    if (!isGalleryError(error) || error.status >= 500) throw error;
    ctx.status = error.status;
    if (typeof error.data.retryAfter === 'number') ctx.set('Retry-After', String(error.data.retryAfter));
    await page(room, ctx, { name, error: errorText(room.house.texts, whoOf(ctx).viewer.language, error), next });
  }
};

async function page(room: Room, ctx: Exchange, data: Omit<SignInData, 'forgot' | 'register'>): Promise<void> {
  const register = (await registrationIsOpen(room.house.accounts)) ? '/account/register' : null;
  await render(room, ctx, 'sign-in', {
    page: { title: text(room, ctx, 'title.sign-in'), offerSignIn: false },
    data: { ...data, forgot: '/account/forgot', register },
  });
}

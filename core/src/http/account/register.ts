import { isGalleryError } from '@picturerail/sdk';
import { askToRegister, registrationIsOpen } from '#accounts';
import { errorText } from '#i18n';
import { pageNotFound } from '../errors.ts';
import { type Exchange, queryOf, whoOf } from '../exchange.ts';
import { goOn } from '../go-on.ts';
import { type Room, render, text } from '../room.ts';
import { formField } from './form-field.ts';

const here = '/account/register';

/** For who wants an account, where the webmaster lets people make their own; else it is not there. */
export const showRegister = (room: Room) => async (ctx: Exchange) => {
  if (!(await registrationIsOpen(room.house.accounts))) throw pageNotFound();
  await page(room, ctx, {});
};

/** The same answer whether or not the address has an account: that is said in the mail. */
export const register = (room: Room) => async (ctx: Exchange) => {
  const { accounts, texts } = room.house;
  const email = (ctx.state.form?.get('email') ?? '').trim();
  if (!(await registrationIsOpen(accounts))) throw pageNotFound();
  try {
    await askToRegister(accounts, { email, ip: ctx.ip });
    goOn(ctx, `${here}?sent`);
  } catch (error) {
    if (!isGalleryError(error) || error.status >= 500) throw error;
    ctx.status = error.status;
    if (typeof error.data.retryAfter === 'number') ctx.set('Retry-After', String(error.data.retryAfter));
    const sentence = errorText(texts, whoOf(ctx).viewer.language, error);
    await page(room, ctx, { email, ...(error.data.field === 'email' ? { wrong: sentence } : { problem: sentence }) });
  }
};

interface Beside {
  readonly email?: string;
  /** What is wrong with the address. */
  readonly wrong?: string;
  readonly problem?: string;
}

async function page(room: Room, ctx: Exchange, { email = '', wrong, problem }: Beside): Promise<void> {
  const heading = text(room, ctx, 'register.heading');
  const isSent = queryOf(ctx).has('sent') && ctx.method === 'GET';
  const field = formField({
    name: 'email',
    label: text(room, ctx, 'account.email.label'),
    type: 'email',
    value: email,
    autocomplete: 'email',
    problem: wrong ?? null,
  });
  await render(room, ctx, 'form', {
    page: { title: heading },
    data: {
      heading,
      message: text(room, ctx, isSent ? 'register.sent' : 'register.message'),
      problem: problem ?? null,
      fields: isSent ? [] : [field],
      button: isSent ? null : text(room, ctx, 'register.button'),
    },
  });
}

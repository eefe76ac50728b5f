import { isGalleryError } from '@picturerail/sdk';
import { askForPasswordLink, linksAreSent } from '#accounts';
import { errorText } from '#i18n';
import { type Exchange, queryOf, whoOf } from '../exchange.ts';
import { goOn } from '../go-on.ts';
import { type Room, render, text } from '../room.ts';
import { formField } from './form-field.ts';

const here = '/account/forgot';

interface Refused {
  readonly who: string;
  readonly problem: string;
}

/** For who has forgotten the password: asks for a name or an address, or says whom to ask where no link can be mailed. */
export const showForgot = (room: Room) => async (ctx: Exchange) => {
  if (!(await linksAreSent(room.house.accounts))) return say(room, ctx, text(room, ctx, 'forgot.ask'));
  if (queryOf(ctx).has('sent')) return say(room, ctx, text(room, ctx, 'forgot.sent'));
  await ask(room, ctx, null);
};

/** The same answer whether or not there is such an account. */
export const askForLink = (room: Room) => async (ctx: Exchange) => {
  const { accounts, texts } = room.house;
  if (!(await linksAreSent(accounts))) return goOn(ctx, here);
  const who = (ctx.state.form?.get('who') ?? '').trim();
  try {
    await askForPasswordLink(accounts, { who, ip: ctx.ip });
    goOn(ctx, `${here}?sent`);
  } catch (error) {
    if (!isGalleryError(error) || error.status !== 429) throw error;
    ctx.status = error.status;
    ctx.set('Retry-After', String(error.data.retryAfter));
    await ask(room, ctx, { who, problem: errorText(texts, whoOf(ctx).viewer.language, error) });
  }
};

async function ask(room: Room, ctx: Exchange, refused: Refused | null): Promise<void> {
  const heading = text(room, ctx, 'forgot.heading');
  await render(room, ctx, 'form', {
    page: { title: heading },
    data: {
      heading,
      message: text(room, ctx, 'forgot.message'),
      problem: refused?.problem ?? null,
      fields: [formField({ name: 'who', label: text(room, ctx, 'forgot.who'), value: refused?.who ?? '', autocomplete: 'username' })],
      button: text(room, ctx, 'forgot.button'),
    },
  });
}

async function say(room: Room, ctx: Exchange, message: string): Promise<void> {
  const heading = text(room, ctx, 'forgot.heading');
  await render(room, ctx, 'form', { page: { title: heading }, data: { heading, message, problem: null, fields: [], button: null } });
}

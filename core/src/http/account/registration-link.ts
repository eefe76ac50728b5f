import { isGalleryError } from '@picturerail/sdk';
import { completeRegistration, readRegistration } from '#accounts';
import { errorText } from '#i18n';
import { loginLinkVoid } from '../errors.ts';
import { type Exchange, whoOf } from '../exchange.ts';
import { goOn } from '../go-on.ts';
import { type Room, render, text } from '../room.ts';
import { enter } from './enter.ts';
import { formField } from './form-field.ts';
import { newPasswordField } from './new-password-field.ts';

const tokenOf = (ctx: Exchange): string => ctx.params.token ?? '';

interface Refused {
  readonly name: string;
  readonly problems: { readonly [field: string]: string };
}

/** Only shows a form: programs that look into mails follow links, and would use this one up. */
export const showRegistrationLink = (room: Room) => (ctx: Exchange) => page(room, ctx, { name: '', problems: {} });

/** Makes the account and signs its owner in. */
export const completeAccount = (room: Room) => async (ctx: Exchange) => {
  const { accounts, texts } = room.house;
  const [name, password] = [ctx.state.form?.get('name') ?? '', ctx.state.form?.get('password') ?? ''];
  const { language } = whoOf(ctx).viewer;
  try {
    const origin = { ip: ctx.ip, agent: ctx.get('User-Agent') };
    enter(room, ctx, await completeRegistration(accounts, tokenOf(ctx), { name, password, language, origin }));
    goOn(ctx, '/');
  } catch (error) {
    if (!isGalleryError(error) || error.status >= 500 || typeof error.data.field !== 'string') throw error;
    ctx.status = error.status;
    await page(room, ctx, { name, problems: { [error.data.field]: errorText(texts, language, error) } });
  }
};

async function page(room: Room, ctx: Exchange, { name, problems }: Refused): Promise<void> {
  const email = await readRegistration(room.house.accounts, tokenOf(ctx));
  if (email === null) throw loginLinkVoid();
  const heading = text(room, ctx, 'register.heading');
  await render(room, ctx, 'form', {
    page: { title: heading, offerSignIn: false },
    data: {
      heading,
      message: text(room, ctx, 'register.confirmed', { email }),
      problem: null,
      fields: [
        formField({ name: 'name', label: text(room, ctx, 'field.name'), value: name, autocomplete: 'username', problem: problems.name ?? null }),
        newPasswordField(room, ctx, problems.password),
      ],
      button: text(room, ctx, 'register.complete'),
    },
  });
  ctx.set('Cache-Control', 'no-store');
}

import { isGalleryError } from '@picturerail/sdk';
import { readPasswordLink, usePasswordLink } from '#accounts';
import { errorText } from '#i18n';
import { loginLinkVoid } from '../errors.ts';
import { type Exchange, whoOf } from '../exchange.ts';
import { type Room, render, text } from '../room.ts';
import { enterOrAsk } from './enter.ts';
import { formField } from './form-field.ts';
import { newPasswordField } from './new-password-field.ts';

const tokenOf = (ctx: Exchange): string => ctx.params.token ?? '';

/** Only shows a form: programs that look into mails follow links, and would use this one up. */
export const showPasswordLink = (room: Room) => (ctx: Exchange) => page(room, ctx, null);

/** Sets the password of whom the link belongs to, and signs him in; what was signed in as him is not any more. */
export const setPassword = (room: Room) => async (ctx: Exchange) => {
  const { accounts, texts } = room.house;
  try {
    const origin = { ip: ctx.ip, agent: ctx.get('User-Agent') };
    enterOrAsk(room, ctx, await usePasswordLink(accounts, tokenOf(ctx), ctx.state.form?.get('password') ?? '', origin), '/');
  } catch (error) {
    if (!isGalleryError(error) || error.data.field !== 'password') throw error;
    ctx.status = error.status;
    await page(room, ctx, errorText(texts, whoOf(ctx).viewer.language, error));
  }
};

async function page(room: Room, ctx: Exchange, problem: string | null): Promise<void> {
  const found = await readPasswordLink(room.house.accounts, tokenOf(ctx));
  if (found === null) throw loginLinkVoid();
  const { name, isInvitation } = found;
  const heading = isInvitation ? text(room, ctx, 'password-link.welcome', { name }) : text(room, ctx, 'password-link.heading');
  await render(room, ctx, 'form', {
    page: { title: heading, offerSignIn: false },
    data: {
      heading,
      message: isInvitation ? text(room, ctx, 'password-link.invited') : text(room, ctx, 'password-link.message'),
      problem: null,
      // Named, so that password managers keep both.
      fields: [
        formField({ name: 'name', label: text(room, ctx, 'field.name'), value: name, autocomplete: 'username', readOnly: true }),
        newPasswordField(room, ctx, problem),
      ],
      button: text(room, ctx, 'password-link.button'),
    },
  });
  ctx.set('Cache-Control', 'no-store');
}

import { isGalleryError, type SignInForm } from '@picturerail/sdk';
import { answerStep, showStep } from '#accounts';
import { errorText } from '#i18n';
import { localPath } from '../addresses.ts';
import { type Exchange, whoOf } from '../exchange.ts';
import { goOn } from '../go-on.ts';
import { type Room, render } from '../room.ts';
import { enter, signInPath } from './enter.ts';
import { formField } from './form-field.ts';

const answering = (room: Room, ctx: Exchange) => ({ pending: room.cookies.get(ctx, 'pending'), language: whoOf(ctx).viewer.language });

/** What is asked of who has shown the password, a page for each thing; whoever has not begun is sent to the beginning. */
export const showSignInStep = (room: Room) => async (ctx: Exchange) => {
  if (whoOf(ctx).viewer.userId !== null) return goOn(ctx, '/');
  try {
    await page(room, ctx, { form: await showStep(room.house.accounts, answering(room, ctx)) });
  } catch (error) {
    beginAgain(ctx, error);
  }
};

export const answerSignInStep = (room: Room) => async (ctx: Exchange) => {
  const { accounts, texts } = room.house;
  if (whoOf(ctx).viewer.userId !== null) return goOn(ctx, '/');
  const fields = new URLSearchParams(ctx.state.form);
  fields.delete('_csrf');
  const origin = { ip: ctx.ip, agent: ctx.get('User-Agent') };
  try {
    const outcome = await answerStep(accounts, { ...answering(room, ctx), fields, origin, device: room.cookies.get(ctx, 'device') });
    if (outcome.state === 'in') {
      enter(room, ctx, outcome.entry);
      return goOn(ctx, localPath(outcome.next));
    }
    if (outcome.state === 'more') return goOn(ctx, `${signInPath}/step`);
    ctx.status = 401;
    await page(room, ctx, outcome);
  } catch (error) {
    if (!isGalleryError(error) || error.code !== 'sign-in-too-often') return beginAgain(ctx, error);
    ctx.status = error.status;
    ctx.set('Retry-After', String(error.data.retryAfter));
    const form = await showStep(accounts, answering(room, ctx));
    await page(room, ctx, { form, problem: errorText(texts, whoOf(ctx).viewer.language, error) });
  }
};

function beginAgain(ctx: Exchange, error: unknown): void {
  if (!isGalleryError(error) || error.code !== 'sign-in-over') throw error;
  goOn(ctx, `${signInPath}?over`);
}

interface Shown {
  readonly form: SignInForm;
  readonly problem?: string;
  /** What the problem is about; null for none of the fields. */
  readonly field?: string | null;
}

async function page(room: Room, ctx: Exchange, { form, problem, field = null }: Shown): Promise<void> {
  const { heading, message, fields, button } = form;
  const isAbout = (name: string) => field === name && problem !== undefined;
  await render(room, ctx, 'form', {
    page: { title: heading, offerSignIn: false },
    data: {
      heading,
      message,
      problem: fields.some(({ name }) => isAbout(name)) ? null : (problem ?? null),
      fields: fields.map((one) => formField({ ...one, ...(isAbout(one.name) && { problem }) })),
      button,
    },
  });
  ctx.set('Cache-Control', 'no-store');
}

import { isGalleryError, type SetupData } from '@picturerail/sdk';
import { completeSetup, setupTokenIsValid, startSession } from '#accounts';
import { errorText } from '#i18n';
import { notSetUp } from '../errors.ts';
import { type Exchange, whoOf } from '../exchange.ts';
import { goOn } from '../go-on.ts';
import { sessionDays } from '../identify.ts';
import { type Room, render, text } from '../room.ts';

type Access = SetupData['values']['access'];
const accesses: readonly string[] = ['public', 'signed-in', 'private'];

export const showSetup = (room: Room) => async (ctx: Exchange) => {
  const token = await validToken(room, ctx);
  await page(room, ctx, { token, values: { gallery: '', name: '', access: 'public' }, errors: {} });
};

/** Makes the first webmaster and signs him in. */
export const setUp = (room: Room) => async (ctx: Exchange) => {
  const token = await validToken(room, ctx);
  const { accounts } = room.house;
  const field = (name: string) => ctx.state.form?.get(name)?.trim() ?? '';
  const access = field('access');
  const values = { gallery: field('gallery'), name: field('name'), access: (accesses.includes(access) ? access : 'public') as Access };
  try {
    const answers = { name: values.name, password: ctx.state.form?.get('password') ?? '', galleryName: values.gallery, access: values.access };
    const { userId } = await completeSetup(accounts, token, { ...answers, language: whoOf(ctx).viewer.language });
    const session = await startSession(accounts, userId, { ip: ctx.ip, agent: ctx.get('User-Agent') });
    room.cookies.set(ctx, 'session', session, { days: sessionDays });
    goOn(ctx, '/');
  } catch (error) {
    if (!isGalleryError(error) || error.status >= 500 || typeof error.data.field !== 'string') throw error;
    ctx.status = error.status;
    const sentence = errorText(room.house.texts, whoOf(ctx).viewer.language, error);
    await page(room, ctx, { token, values, errors: { [error.data.field]: sentence } });
  }
};

async function validToken(room: Room, ctx: Exchange): Promise<string> {
  const token = ctx.params.token ?? '';
  if (!(await setupTokenIsValid(room.house.accounts, token))) throw notSetUp();
  return token;
}

const page = async (room: Room, ctx: Exchange, data: SetupData) => {
  await render(room, ctx, 'setup', { page: { title: text(room, ctx, 'title.setup'), offerSignIn: false }, data });
  ctx.set('Cache-Control', 'no-store');
};

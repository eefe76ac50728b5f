import { consumeLoginLink, readLoginLink } from '#accounts';
import { loginLinkVoid } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import { goOn } from '../go-on.ts';
import { sessionDays } from '../identify.ts';
import { type Room, render, text } from '../room.ts';

const tokenOf = (ctx: Exchange): string => ctx.params.token ?? '';

/** Only shows a button: programs that look into mails follow links, and would use this one up. */
export const showLoginLink = (room: Room) => async (ctx: Exchange) => {
  const found = await readLoginLink(room.house.accounts, tokenOf(ctx));
  if (found === null) throw loginLinkVoid();
  const heading = text(room, ctx, 'login-link.heading');
  const data = { heading, message: text(room, ctx, 'login-link.message', { name: found.name }), button: text(room, ctx, 'login-link.button') };
  await render(room, ctx, 'confirm', { page: { title: heading, offerSignIn: false }, data });
  ctx.set('Cache-Control', 'no-store');
};

export const useLoginLink = (room: Room) => async (ctx: Exchange) => {
  const { token } = await consumeLoginLink(room.house.accounts, tokenOf(ctx), { ip: ctx.ip, agent: ctx.get('User-Agent') });
  room.cookies.set(ctx, 'session', token, { days: sessionDays });
  goOn(ctx, '/');
};

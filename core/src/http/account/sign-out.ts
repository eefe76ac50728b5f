import { signOut as endSession } from '#accounts';
import { type Exchange, whoOf } from '../exchange.ts';
import { goOn } from '../go-on.ts';
import type { Room } from '../room.ts';

/** Ends the session and takes from the browser what it kept of pages and pictures. */
export const signOut = (room: Room) => async (ctx: Exchange) => {
  const { token, viewer } = whoOf(ctx);
  if (token !== null) await endSession(room.house.accounts, viewer, token);
  room.cookies.remove(ctx, 'session');
  ctx.set('Clear-Site-Data', '"cache"');
  goOn(ctx, '/');
};

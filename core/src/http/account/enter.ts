import { type Pending, pendingMinutes, type SignedIn } from '#accounts';
import type { Exchange } from '../exchange.ts';
import { goOn } from '../go-on.ts';
import { sessionDays } from '../identify.ts';
import type { Room } from '../room.ts';

const deviceDays = 400;
export const signInPath = '/account/sign-in';
const minutesOfDay = 1_440;

/** Gives the browser its session, and what tells it at the next sign-in from those of strangers. */
export function enter({ cookies }: Room, ctx: Exchange, { token, device }: Pick<SignedIn, 'token' | 'device'>): void {
  cookies.set(ctx, 'session', token, { days: sessionDays });
  cookies.set(ctx, 'device', device, { days: deviceDays, path: signInPath });
  if (cookies.get(ctx, 'pending') !== null) cookies.remove(ctx, 'pending', signInPath);
}

/** Lets in whom nothing more is asked, and leads everybody else to the page that asks. */
export function enterOrAsk(room: Room, ctx: Exchange, entry: SignedIn | Pending, next: string): void {
  if ('token' in entry) {
    enter(room, ctx, entry);
    goOn(ctx, next);
  } else {
    room.cookies.set(ctx, 'pending', entry.pending, { days: pendingMinutes / minutesOfDay, path: signInPath });
    goOn(ctx, `${signInPath}/step`);
  }
}

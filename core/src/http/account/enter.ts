import type { Exchange } from '../exchange.ts';
import { sessionDays } from '../identify.ts';
import type { Room } from '../room.ts';

const deviceDays = 400;

/** Gives the browser its session, and what tells it at the next sign-in from those of strangers. */
export function enter({ cookies }: Room, ctx: Exchange, { token, device }: { readonly token: string; readonly device: string }): void {
  cookies.set(ctx, 'session', token, { days: sessionDays });
  cookies.set(ctx, 'device', device, { days: deviceDays, path: '/account/sign-in' });
}

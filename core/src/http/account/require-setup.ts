import { webmasterExists } from '#gallery';
import { notSetUp, pageNotFound } from '../errors.ts';
import type { Exchange, Next, Step } from '../exchange.ts';
import type { Room } from '../room.ts';

/** Until a webmaster exists nothing but the setup page and its choice of language is answered; from then on, that page does not exist. */
export function requireSetup({ house }: Room): Step {
  let done = false;
  return (ctx: Exchange, next: Next) => {
    const settingUp = ctx.path.startsWith('/setup/');
    return done && !settingUp ? next() : decide(ctx, next, settingUp);
  };

  async function decide(ctx: Exchange, next: Next, settingUp: boolean): Promise<void> {
    // Once there is one there always is: the last webmaster cannot be removed.
    done ||= await webmasterExists(house.database.read);
    if (!done && !settingUp && ctx.path !== '/account/language') throw notSetUp();
    if (done && settingUp) throw pageNotFound();
    await next();
  }
}

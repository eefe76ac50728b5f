import { noteRevisions, renewSession, requestIdentity } from '#accounts';
import type { House } from '../house.ts';
import type { Cookies } from './cookies.ts';
import { databaseSilent } from './errors.ts';
import type { Exchange, Next, Step } from './exchange.ts';

export const sessionDays = 30;

/** Reads session, viewer and revisions in one query, and tells the caches of this process what has changed. */
export const identify =
  (house: House, cookies: Cookies): Step =>
  async (ctx: Exchange, next: Next) => {
    const { accounts, texts } = house;
    const token = cookies.get(ctx, 'session');
    const { user, principals, revisions, renew } = await soon(requestIdentity(accounts, token));
    noteRevisions(accounts, revisions);
    const language = texts.negotiate(ctx.get('Accept-Language'), cookies.get(ctx, 'language') ?? user?.language ?? null);
    ctx.state.who = {
      token: user === null ? null : token,
      viewer: { userId: user?.id ?? null, name: user?.name ?? null, status: user?.status ?? 'visitor', language, principals },
    };
    // Bytes may be kept by caches that are shared: no cookie goes with them.
    if (renew && token !== null && !ctx.path.startsWith('/media/')) {
      await renewSession(accounts, token);
      cookies.set(ctx, 'session', token, { days: sessionDays });
    }
    await next();
  };

const silentAfterMs = 10_000;

/** A database that hangs does not close its connections: who asks is told, instead of waiting with it. */
function soon<T>(answer: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, refuse) => {
    const timer = setTimeout(() => refuse(databaseSilent(silentAfterMs / 1000)), silentAfterMs);
    const heard =
      <A>(tell: (value: A) => void) =>
      (value: A) => {
        clearTimeout(timer);
        tell(value);
      };
    answer.then(heard(resolve), heard(refuse));
  });
}

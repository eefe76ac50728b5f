import type { Viewer } from '@picturerail/sdk';
import { type Identity, noteRevisions, renewSession, requestIdentity, visitorIdentity } from '#accounts';
import { cameFrom, shownOrigin } from '#activity';
import type { House } from '../house.ts';
import type { Cookies } from './cookies.ts';
import { type Exchange, isSafe, type Next, type Step } from './exchange.ts';
import { soon } from './soon.ts';

export const sessionDays = 30;

/** What decides about bytes brings the revisions along, and nothing has to be read of a visitor: one statement instead of two. */
const bytes = /^\/media\/\d+\/[^/]+\/[^/]+$/;

/** Reads session, viewer and revisions in one query, and tells the caches of this process what has changed. */
export const identify =
  (house: House, cookies: Cookies): Step =>
  async (ctx: Exchange, next: Next) => {
    const { accounts, settings, texts } = house;
    const token = cookies.get(ctx, 'session');
    const { user, principals, renew } = token === null && bytes.test(ctx.path) ? visitorIdentity : await known(accounts, token);
    const language = texts.negotiate(ctx.get('Accept-Language'), cookies.get(ctx, 'language') ?? user?.language ?? null);
    const viewer: Viewer = { userId: user?.id ?? null, name: user?.name ?? null, status: user?.status ?? 'visitor', language, principals };
    ctx.state.who = { token: user === null ? null : token, viewer };
    // Nobody writes down who reads.
    if (!isSafe(ctx.method)) cameFrom(viewer, shownOrigin(ctx.ip, (await settings.core()).activityAddresses));
    // Bytes may be kept by caches that are shared: no cookie goes with them.
    if (renew && token !== null && !ctx.path.startsWith('/media/')) {
      await renewSession(accounts, token);
      cookies.set(ctx, 'session', token, { days: sessionDays });
    }
    await next();
  };

async function known(accounts: House['accounts'], token: string | null): Promise<Omit<Identity, 'revisions'>> {
  const identity = await soon(requestIdentity(accounts, token));
  noteRevisions(accounts, identity.revisions);
  return identity;
}

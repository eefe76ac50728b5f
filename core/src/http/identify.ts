import type { Viewer } from '@picturerail/sdk';
import { apiIdentity, apiTokenIn, apiTokenInvalid, type Identity, noteRevisions, renewSession, requestIdentity, visitorIdentity } from '#accounts';
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
    // Who brings a token is nobody else: no cookie counts then.
    const byToken = apiTokenIn(ctx.get('Authorization'));
    const token = byToken === null ? cookies.get(ctx, 'session') : null;
    const { user, principals, renew } = await identityOf(ctx, { accounts, token, byToken });
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

async function identityOf(ctx: Exchange, { accounts, token, byToken }: Brought): Promise<Omit<Identity, 'revisions'>> {
  if (byToken !== null) return asProgram(ctx, accounts, byToken);
  return token === null && bytes.test(ctx.path) ? visitorIdentity : known(accounts, token);
}

interface Brought {
  readonly accounts: House['accounts'];
  readonly token: string | null;
  readonly byToken: string | null;
}

/** A browser that comes with a cookie is never one. Errors: `api-token-invalid`. */
async function asProgram(ctx: Exchange, accounts: House['accounts'], token: string): Promise<Identity> {
  const identity = await soon(apiIdentity(accounts, token));
  if (identity === null) {
    ctx.set('WWW-Authenticate', 'Bearer error="invalid_token"');
    throw apiTokenInvalid();
  }
  noteRevisions(accounts, identity.revisions);
  ctx.state.scopes = identity.scopes;
  return { ...identity, renew: false };
}

async function known(accounts: House['accounts'], token: string | null): Promise<Omit<Identity, 'revisions'>> {
  const identity = await soon(requestIdentity(accounts, token));
  noteRevisions(accounts, identity.revisions);
  return identity;
}

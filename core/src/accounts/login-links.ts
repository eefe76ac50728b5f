import { noteDeed } from '#activity';
import type { Accounts } from './accounts.ts';
import { doerFrom } from './doer.ts';
import { accountCannotSignIn, accountUnknown, loginLinkInvalid } from './errors.ts';
import { findOneTimeToken, insertOneTimeToken, useUpOneTimeToken } from './one-time-token-store.ts';
import { type AccountRow, accountById } from './session-store.ts';
import { type SessionOrigin, startSessionIn } from './sessions.ts';
import { newToken, tokenHash } from './tokens.ts';

/** A token for a link that signs this user in once; default for an hour. Errors: `user-unknown`, `user-deactivated`. */
export async function createLoginLink({ database, clock }: Accounts, userId: number, { minutes = 60 }: { readonly minutes?: number } = {}): Promise<string> {
  const token = newToken(256);
  await database.transaction(async (tx) => {
    const user = await accountById(tx, userId);
    if (!user) throw accountUnknown(userId);
    if (user.status === 'deactivated') throw accountCannotSignIn(user.name);
    const now = clock();
    await insertOneTimeToken(tx, { tokenHash: tokenHash(token), purpose: 'login-link', userId, now, expiresAt: now + minutes * 60_000 });
  });
  return token;
}

const mayEnter = (user: AccountRow | undefined): user is AccountRow => user !== undefined && user.status !== 'deactivated';

/** Whom a link would sign in, without using it up: for the page with the button. Null where it is void. */
export async function readLoginLink({ database, clock }: Accounts, token: string): Promise<{ readonly userId: number; readonly name: string } | null> {
  const found = await findOneTimeToken(database.read, tokenHash(token), 'login-link', clock());
  if (!found?.user_id) return null;
  const user = await accountById(database.read, found.user_id);
  return mayEnter(user) ? { userId: user.id, name: user.name } : null;
}

/** Uses the link up and opens a session. For POST only: what fetches links to look at them must not use them up. Errors: `login-link-invalid`. */
export async function consumeLoginLink(a: Accounts, token: string, origin: SessionOrigin = {}): Promise<{ readonly userId: number; readonly token: string }> {
  const hash = tokenHash(token);
  const holder = await readLoginLink(a, token);
  const doer = await doerFrom(a, holder && { id: holder.userId, name: holder.name }, origin.ip);
  return a.database.transaction(async (tx) => {
    const found = await findOneTimeToken(tx, hash, 'login-link', a.clock());
    const user = found?.user_id ? await accountById(tx, found.user_id) : undefined;
    if (!mayEnter(user) || !(await useUpOneTimeToken(tx, hash, 'login-link', a.clock()))) throw loginLinkInvalid();
    await noteDeed(tx, doer, a.clock(), { deed: 'signed-in', id: user.id, name: user.name, detail: 'link' });
    return { userId: user.id, token: await startSessionIn(tx, a, user.id, origin) };
  });
}

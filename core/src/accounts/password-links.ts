import { noteDeed } from '#activity';
import type { Tx } from '#database';
import { type Actor, refuseTarget } from '#gallery';
import type { Accounts } from './accounts.ts';
import { doerFrom } from './doer.ts';
import { accountCannotSignIn, accountUnknown, passwordLinkInvalid } from './errors.ts';
import { findOneTimeToken, insertOneTimeToken, useUpOneTimeToken } from './one-time-token-store.ts';
import { hashPassword } from './password.ts';
import { refuseWeakPassword } from './password-weakness.ts';
import { type AccountRow, accountById } from './session-store.ts';
import type { SessionOrigin } from './sessions.ts';
import { setPasswordIn } from './set-password.ts';
import { letIn, type Pending, type SignedIn } from './steps/let-in.ts';
import { newToken, tokenHash } from './tokens.ts';

const hour = 3_600_000;

/** Hours for which a link stands: an invitation waits in somebody's mail, a reset is asked for by who waits for it. */
export const passwordLinkHours = { invitation: 72, reset: 1 } as const;
export type PasswordLinkKind = keyof typeof passwordLinkHours;

/** The address below the gallery's own. */
export const passwordLinkPath = (token: string): string => `/account/password-link/${token}`;

/** A token for a link that sets this user's password, once. Errors: `user-unknown`, `user-deactivated`, `status-needed`. */
export async function createPasswordLink(a: Accounts, actor: Actor, userId: number, kind: PasswordLinkKind): Promise<string> {
  return a.database.transaction(async (tx) => {
    const user = await accountById(tx, userId);
    if (!user) throw accountUnknown(userId);
    refuseTarget(actor, user, `set the password of "${user.name}"`);
    await noteDeed(tx, actor, a.clock(), { deed: 'password-link-made', id: user.id, name: user.name });
    return createPasswordLinkIn(tx, a, user, kind);
  });
}

/** Errors: `user-deactivated`. */
export async function createPasswordLinkIn(tx: Tx, { clock }: Accounts, user: AccountRow, kind: PasswordLinkKind): Promise<string> {
  if (user.status === 'deactivated') throw accountCannotSignIn(user.name);
  const token = newToken(256);
  const now = clock();
  const expiresAt = now + passwordLinkHours[kind] * hour;
  await insertOneTimeToken(tx, { tokenHash: tokenHash(token), purpose: 'password', userId: user.id, now, expiresAt });
  return token;
}

const mayEnter = (user: AccountRow | undefined): user is AccountRow => user !== undefined && user.status !== 'deactivated';

async function holderOf(a: Accounts, token: string): Promise<AccountRow | null> {
  const found = await findOneTimeToken(a.database.read, tokenHash(token), 'password', a.clock());
  const user = found?.user_id ? await accountById(a.database.read, found.user_id) : undefined;
  return mayEnter(user) ? user : null;
}

/** Whose password a link sets, without using it up; null where it is void. */
export async function readPasswordLink(a: Accounts, token: string): Promise<{ readonly name: string; readonly isInvitation: boolean } | null> {
  const user = await holderOf(a, token);
  return user && { name: user.name, isInvitation: user.password_hash === null };
}

/**
 * Sets the password, uses the link up, ends all other sessions and links of the user and opens a session, or begins to ask
 * what else is asked of him: who reads his mail is not him yet. For POST only.
 * Errors: `password-link-invalid`; `password-weak`, after which the link still stands.
 */
export async function usePasswordLink(a: Accounts, token: string, password: string, origin: SessionOrigin = {}): Promise<SignedIn | Pending> {
  const user = await holderOf(a, token);
  if (!user) throw passwordLinkInvalid();
  refuseWeakPassword(password, [user.name, user.email ?? '', (await a.settings.core()).galleryName]);
  const hash = await hashPassword(password);
  const doer = await doerFrom(a, user, origin.ip);
  return a.database.transaction(async (tx) => {
    if (!(await useUpOneTimeToken(tx, tokenHash(token), 'password', a.clock()))) throw passwordLinkInvalid();
    if (!mayEnter(await accountById(tx, user.id))) throw passwordLinkInvalid();
    await setPasswordIn(tx, user.id, hash, null);
    await noteDeed(tx, doer, a.clock(), { deed: 'password-changed', id: user.id, name: user.name, detail: 'link' });
    return letIn(tx, a, { user: { ...user, password_hash: hash }, doer, origin, method: 'link' });
  });
}

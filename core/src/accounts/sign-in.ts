import { noteDeed } from '#activity';
import { nameKey } from '#gallery';
import type { Accounts } from './accounts.ts';
import { knownDevice } from './device.ts';
import { doerFrom } from './doer.ts';
import { signInRefused } from './errors.ts';
import { hashIsDated, hashPassword, verifyPassword } from './password.ts';
import { type AccountRow, accountByKey, setPasswordHash } from './session-store.ts';
import { countAttempt, forgiveAttempt, limitsOf } from './sign-in-limits.ts';
import { letIn, type Pending, type SignedIn } from './steps/let-in.ts';

export interface SignInRequest {
  readonly name: string;
  readonly password: string;
  readonly ip: string;
  readonly agent?: string | undefined;
  /** What `SignedIn.device` gave this browser earlier: its own limit on wrong passwords, so that strangers behind the same address cannot use it up. */
  readonly device?: string | null | undefined;
  /** Where to go on; a path of this gallery. */
  readonly next?: string;
}

/**
 * Opens a session for a name and a password, or begins to ask what else is asked of this user. Errors: `sign-in-refused` (401; the same for an unknown name, a wrong
 * password, an account without one and a deactivated one), `sign-in-too-often` (429, `data.retryAfter` in seconds).
 */
export async function signIn(a: Accounts, { name, password, ip, agent, device, next }: SignInRequest): Promise<SignedIn | Pending> {
  const key = nameKey(name).slice(0, 255);
  const user = await accountByKey(a.database.read, key);
  const limits = limitsOf(a, { ip, nameKey: key, device: knownDevice(a, device, user) });
  await countAttempt(a, limits);
  const matches = await verifyPassword(user?.password_hash ?? null, password);
  if (!user?.password_hash || !matches || user.status === 'deactivated') {
    await noteRefused(a, user, ip);
    throw signInRefused();
  }
  await forgiveAttempt(a, limits);
  const stored = await withTodaysCost(a, user, password);
  const doer = await doerFrom(a, user, ip);
  const proven = { user: { ...user, password_hash: stored }, doer, origin: { ip, agent }, method: 'password', next };
  return a.database.transaction((tx) => letIn(tx, a, proven));
}

/** Never what was typed: people type passwords where names belong. One row whether somebody has the name or not, so that neither takes longer. */
async function noteRefused(a: Accounts, user: AccountRow | undefined, ip: string): Promise<void> {
  const nobody = await doerFrom(a, null, ip);
  await a.database.transaction((tx) => noteDeed(tx, nobody, a.clock(), { deed: 'sign-in-refused', id: user?.id ?? null, name: user?.name ?? null }));
}

/** The only moment at which an older hash can be made anew. */
async function withTodaysCost({ database }: Accounts, user: AccountRow, password: string): Promise<string> {
  const stored = user.password_hash ?? '';
  if (!hashIsDated(stored)) return stored;
  const fresh = await hashPassword(password);
  await database.transaction((tx) => setPasswordHash(tx, user.id, fresh));
  return fresh;
}

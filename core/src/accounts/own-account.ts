import { noteDeed } from '#activity';
import { type Actor, findUser, type User } from '#gallery';
import type { Accounts } from './accounts.ts';
import { changeUser } from './change-user.ts';
import { newDevice } from './device.ts';
import { accountShared, accountUnknown, oldPasswordWrong } from './errors.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { refuseWeakPassword } from './password-weakness.ts';
import { type AccountRow, accountById, deleteSessionOf } from './session-store.ts';
import { setPasswordIn } from './set-password.ts';
import { countAttempt, forgiveAttempt, limitsOfConfirming } from './sign-in-limits.ts';

export interface OwnAccount extends User {
  /** False for who was only ever let in by links. */
  readonly hasPassword: boolean;
}

/** An account as its owner sees it. Errors: `user-unknown`. */
export async function readOwnAccount(a: Accounts, userId: number): Promise<OwnAccount> {
  const [user, account] = [await findUser(a.gallery, userId), await accountById(a.database.read, userId)];
  if (!user || !account) throw accountUnknown(userId);
  return { ...user, hasPassword: account.password_hash !== null };
}

/** That somebody knows the password of an account in which he is signed in; holds for one without. Errors: as of {@link changeOwnPassword}. */
export const confirmOwner = async (a: Accounts, userId: number, password: string): Promise<void> => void (await provenOwner(a, userId, password));

/** The owner, and not just somebody at his screen. Errors: `account-shared`, `old-password-wrong`, `sign-in-too-often`. */
async function provenOwner(a: Accounts, userId: number, password: string): Promise<AccountRow> {
  const user = await accountById(a.database.read, userId);
  if (!user) throw accountUnknown(userId);
  if (user.status === 'generic') throw accountShared();
  if (user.password_hash === null) return user;
  const limits = limitsOfConfirming(a, userId);
  await countAttempt(a, limits);
  if (!(await verifyPassword(user.password_hash, password))) throw oldPasswordWrong();
  await forgiveAttempt(a, limits);
  return user;
}

/**
 * Changes one's own password and ends the other sessions; answers the device as `SignedIn` has it. Errors:
 * `password-weak`, `account-shared`, `old-password-wrong`, `sign-in-too-often`.
 */
export async function changeOwnPassword(
  a: Accounts,
  actor: Actor,
  userId: number,
  { old, fresh, keepToken }: { readonly old: string; readonly fresh: string; readonly keepToken: string | null },
): Promise<string> {
  const user = await provenOwner(a, userId, old);
  refuseWeakPassword(fresh, [user.name, user.email ?? '', (await a.settings.core()).galleryName]);
  const hash = await hashPassword(fresh);
  await a.database.transaction(async (tx) => {
    await setPasswordIn(tx, userId, hash, keepToken);
    await noteDeed(tx, actor, a.clock(), { deed: 'password-changed', id: userId, name: user.name });
  });
  return newDevice(a, userId, hash);
}

/** Changes one's own address, to which links go that set the password. Errors: `email-invalid`, and as of {@link changeOwnPassword}. */
export async function changeOwnEmail(
  a: Accounts,
  actor: Actor,
  userId: number,
  { email, password }: { readonly email: string | null; readonly password: string },
): Promise<void> {
  await provenOwner(a, userId, password);
  await changeUser(a, actor, userId, { email });
}

/** Ends one of a user's own sessions; one that is another's, or gone, is left as it is. */
export const endOwnSession = ({ database, clock }: Accounts, actor: Actor, userId: number, sessionId: number): Promise<void> =>
  database.transaction(async (tx) => {
    await noteDeed(tx, actor, clock(), { deed: 'sessions-ended', id: userId, amount: await deleteSessionOf(tx, userId, sessionId) });
  });

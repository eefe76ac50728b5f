import type { Doer } from '#activity';
import { noteDeed } from '#activity';
import type { Tx } from '#database';
import type { Accounts } from '../accounts.ts';
import { newDevice } from '../device.ts';
import type { AccountRow } from '../session-store.ts';
import { type SessionOrigin, startSessionIn } from '../sessions.ts';
import { newToken, tokenHash } from '../tokens.ts';
import { insertPending } from './pending-store.ts';
import { requiredSteps } from './step-store.ts';

export const pendingMinutes = 10;

export interface SignedIn {
  readonly userId: number;
  /** Of the session. */
  readonly token: string;
  /** For a long-lived cookie (httpOnly, path of the sign-in page): says that somebody signed in as this user here before. Grants nothing. */
  readonly device: string;
}

/** Somebody of whom more is asked: no session, no rights, but a token for the pages that ask. */
export interface Pending {
  readonly userId: number;
  /** For a cookie of {@link pendingMinutes} (httpOnly, path of the sign-in page): the only place where it exists in clear. */
  readonly pending: string;
}

export interface Proven {
  readonly user: AccountRow;
  readonly doer: Doer;
  readonly origin: SessionOrigin;
  /** How he said who he is, as the activity calls it. */
  readonly method: string;
  /** Where to go on; a path of this gallery. */
  readonly next?: string | undefined;
}

/** Opens a session for somebody who has shown who he is, or where more is asked of him begins to ask. */
export async function letIn(tx: Tx, a: Accounts, proven: Proven): Promise<SignedIn | Pending> {
  const { user, method, next = '/' } = proven;
  if ((await requiredSteps(tx, user.id)).length === 0) return openSession(tx, a, proven);
  const pending = newToken(256);
  await insertPending(tx, { tokenHash: tokenHash(pending), userId: user.id, method, next, expiresAt: a.clock() + pendingMinutes * 60_000 });
  return { userId: user.id, pending };
}

/** The session at the end of all steps. */
export async function openSession(tx: Tx, a: Accounts, { user, doer, origin, method }: Omit<Proven, 'next'>): Promise<SignedIn> {
  await noteDeed(tx, doer, a.clock(), { deed: 'signed-in', id: user.id, name: user.name, detail: method });
  return { userId: user.id, token: await startSessionIn(tx, a, user.id, origin), device: newDevice(a, user.id, user.password_hash ?? '') };
}

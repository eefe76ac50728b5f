import type { Tx } from '#database';
import { deleteTokensOf } from './one-time-token-store.ts';
import { deleteSessionsOf, setPasswordHash } from './session-store.ts';
import { deletePendingOf } from './steps/pending-store.ts';
import { tokenHash } from './tokens.ts';

/** Stores another password's hash; all links of the user and sign-ins on their way are void, and all sessions but the one of `keepToken` end. */
export async function setPasswordIn(tx: Tx, userId: number, hash: string, keepToken: string | null): Promise<void> {
  await setPasswordHash(tx, userId, hash);
  await deleteSessionsOf(tx, userId, keepToken === null ? null : tokenHash(keepToken));
  await deleteTokensOf(tx, userId);
  await deletePendingOf(tx, userId);
}

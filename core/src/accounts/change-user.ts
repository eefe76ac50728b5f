import { type Actor, type UserChange, updateUser } from '#gallery';
import type { Accounts } from './accounts.ts';
import { deleteApiTokensOf } from './api-tokens/api-token-store.ts';
import { deleteTokensOf } from './one-time-token-store.ts';
import { deleteSessionsOf } from './session-store.ts';
import { deletePendingOf } from './steps/pending-store.ts';

/**
 * Changes a user. Deactivating ends his sessions, links and tokens at once; links that went to another address than the new one
 * are void. Errors: those of the gallery's `updateUser`.
 */
export async function changeUser({ gallery, database }: Accounts, actor: Actor, userId: number, change: Omit<UserChange, 'passwordHash'>): Promise<void> {
  await updateUser(gallery, actor, userId, change);
  const { status, email } = change;
  if (status !== 'deactivated' && email === undefined) return;
  await database.transaction(async (tx) => {
    if (status === 'deactivated') {
      await deleteSessionsOf(tx, userId, null);
      await deleteApiTokensOf(tx, userId);
    }
    await deleteTokensOf(tx, userId);
    await deletePendingOf(tx, userId);
  });
}

import type { Status } from '@picturerail/sdk';
import { type Actor, updateUser } from '#gallery';
import type { Accounts } from './accounts.ts';
import { deleteTokensOf } from './one-time-token-store.ts';
import { deleteSessionsOf } from './session-store.ts';

/** Changes a user's status; deactivating ends the sessions and links at once. Errors: those of the gallery's `updateUser`. */
export async function changeStatus({ gallery, database }: Accounts, actor: Actor, userId: number, status: Status): Promise<void> {
  await updateUser(gallery, actor, userId, { status });
  if (status !== 'deactivated') return;
  await database.transaction(async (tx) => {
    await deleteSessionsOf(tx, userId, null);
    await deleteTokensOf(tx, userId);
  });
}

import { noteDeed } from '#activity';
import { type Actor, refuseTarget } from '#gallery';
import type { Accounts } from './accounts.ts';
import { deleteApiTokensOf } from './api-tokens/api-token-store.ts';
import { accountUnknown } from './errors.ts';
import { accountById, deleteSessionsOf } from './session-store.ts';

/** Signs a user out everywhere, programs too, as somebody else wishes; answers how many sessions and tokens that were. Errors: `user-unknown`, `status-needed`. */
export async function endSessionsOf({ database, clock }: Accounts, actor: Actor, userId: number): Promise<number> {
  return database.transaction(async (tx) => {
    const user = await accountById(tx, userId);
    if (!user) throw accountUnknown(userId);
    refuseTarget(actor, user, `sign "${user.name}" out`);
    const amount = (await deleteSessionsOf(tx, userId, null)) + (await deleteApiTokensOf(tx, userId));
    await noteDeed(tx, actor, clock(), { deed: 'sessions-ended', id: userId, name: user.name, amount });
    return amount;
  });
}

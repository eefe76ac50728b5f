import type { Accounts } from './accounts.ts';
import { deleteSpentLimits } from './limit-store.ts';
import { deleteExpiredTokens } from './one-time-token-store.ts';
import { deleteExpiredSessions } from './session-store.ts';

/** Deletes expired sessions, links and spent limits; returns how many rows. */
export async function sweepAccounts({ database, clock }: Accounts): Promise<number> {
  let swept = 0;
  for (const remove of [deleteExpiredSessions, deleteExpiredTokens, deleteSpentLimits]) swept += await database.transaction((tx) => remove(tx, clock()));
  return swept;
}

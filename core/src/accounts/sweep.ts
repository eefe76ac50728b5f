import { sweepActivity } from '#activity';
import type { Accounts } from './accounts.ts';
import { deleteExpiredApiTokens } from './api-tokens/api-token-store.ts';
import { deleteSpentLimits } from './limit-store.ts';
import { deleteExpiredTokens } from './one-time-token-store.ts';
import { deleteExpiredSessions } from './session-store.ts';
import { deleteExpiredPending } from './steps/pending-store.ts';

/** Deletes expired sessions, links, spent limits and what nobody needs to know any more; returns how many rows. */
export async function sweepAccounts({ database, settings, clock }: Accounts): Promise<number> {
  let swept = 0;
  for (const remove of [deleteExpiredSessions, deleteExpiredTokens, deleteExpiredApiTokens, deleteExpiredPending, deleteSpentLimits])
    swept += await database.transaction((tx) => remove(tx, clock()));
  return swept + (await sweepActivity(database, { days: (await settings.core()).activityDays, now: clock() }));
}

import type { Database } from '#database';
import { deleteActivity, oldActivity } from './activity-store.ts';

const dayMs = 86_400_000;
/** One short transaction each: nobody waits for a year's worth to be deleted. */
const perStep = 500;

/** Deletes what was done longer ago than so many days; returns how many. */
export async function sweepActivity(database: Database, { days, now = Date.now() }: { readonly days: number; readonly now?: number }): Promise<number> {
  const before = now - days * dayMs;
  let swept = 0;
  for (;;) {
    const old = await oldActivity(database.read, before, perStep);
    if (old.length === 0) return swept;
    const upTo = Math.max(...old.map(({ id }) => id));
    const deleted = await database.transaction((tx) => deleteActivity(tx, before, upTo));
    if (deleted === 0) return swept;
    swept += deleted;
  }
}

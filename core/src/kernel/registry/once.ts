import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '#database';
import { claimMoment, finishMoment, type Moment, momentIsOver, releaseMoment } from './plugins-store.ts';

/** Longer than any such moment may take. */
const staleMs = 120_000;

export interface OnceOptions {
  readonly database: Database;
  readonly clock: () => number;
}

/**
 * Runs a moment of a plugin's life in one process only, though several start at the same time. The others wait until
 * it is over; where it failed, the next of them tries.
 */
export async function once({ database, clock }: OnceOptions, id: string, moment: Moment, run: () => Promise<void>): Promise<void> {
  for (;;) {
    if (await momentIsOver(database.read, id, moment)) return;
    const now = clock();
    if (await database.transaction((tx) => claimMoment(tx, id, moment, { now, staleBefore: now - staleMs }))) break;
    await pause(100);
  }
  try {
    await run();
  } catch (error) {
    await database.transaction((tx) => releaseMoment(tx, id, moment));
    throw error;
  }
  await database.transaction((tx) => finishMoment(tx, id, moment, clock()));
}

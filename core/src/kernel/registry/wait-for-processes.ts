import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '#database';
import { isGone } from '#runtime';
import { silentMs } from './presence.ts';
import { type ProcessRow, readProcesses } from './processes-store.ts';

const lookEveryMs = 20;

export interface Followed {
  /** Processes that serve or work now. */
  readonly processes: number;
  /** Those that have not followed in time, by role. */
  readonly behind: readonly string[];
}

const isThere = ({ seenAt, holder }: ProcessRow, now: number): boolean => now - seenAt < silentMs && !isGone(holder);

/** Waits until every process that serves runs this revision of the registry, or later ones, at most `withinMs`. */
export async function waitForProcesses(
  { database, clock = Date.now }: { readonly database: Database; readonly clock?: () => number },
  revision: number,
  withinMs = 15_000,
): Promise<Followed> {
  const until = performance.now() + withinMs;
  for (;;) {
    const there = (await readProcesses(database.read)).filter((row) => isThere(row, clock()));
    const behind = there.filter(({ registry }) => registry < revision);
    if (behind.length === 0 || performance.now() > until) return { processes: there.length, behind: behind.map(({ role }) => role) };
    await pause(lookEveryMs);
  }
}

import type { Entry, EntryState } from './entry.ts';

export interface Summary {
  readonly folder: string;
  readonly counts: Readonly<Record<EntryState, number>>;
  readonly albumsMade: number;
  /** Images of the gallery that are there and not made ready yet: their sizes are made in the background. */
  readonly unready: number;
  /** Of the files added. */
  readonly bytes: number;
  readonly seconds: number;
  /** True where the run was asked to stop before the end; running it again goes on. */
  readonly interrupted: boolean;
}

const states: readonly EntryState[] = [
  'added',
  'placed',
  'present',
  'known',
  'changed',
  'moved',
  'found',
  'missing',
  'vanished',
  'unread',
  'skipped',
  'refused',
  'failed',
];

/** Counts what an import comes across, in constant memory. */
export interface Tally {
  readonly counts: Record<EntryState, number>;
  bytes: number;
  albumsMade: number;
}

export const newTally = (): Tally => ({ counts: Object.fromEntries(states.map((state) => [state, 0])) as Record<EntryState, number>, bytes: 0, albumsMade: 0 });

export function countEntry(tally: Tally, entry: Entry): void {
  tally.counts[entry.state] += 1;
  if (entry.state === 'added') tally.bytes += entry.bytes ?? 0;
}

export const filesSeen = (tally: Tally): number =>
  states.reduce((sum, state) => sum + (state === 'vanished' || state === 'missing' ? 0 : tally.counts[state]), 0);

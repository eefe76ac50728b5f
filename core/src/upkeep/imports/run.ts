import type { Entry, Summary } from '#intake';

/** `stopping`: somebody asked for its end, and what has begun is being finished. */
export type RunState = 'waiting' | 'running' | 'stopping' | 'done' | 'stopped' | 'failed';

/** One pass over a folder, and what came of it. */
export interface ImportRun {
  readonly id: number;
  readonly planId: number;
  readonly state: RunState;
  /** Nothing was written, only looked at. */
  readonly simulated: boolean;
  /** Who asked for it; both null: the schedule. */
  readonly userId: number | null;
  readonly userName: string | null;
  /** Epoch ms. */
  readonly askedAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** How many times in a row the schedule came to the same; the times are those of the last. */
  readonly times: number;
  /** It came to its end and found nothing that was new. */
  readonly quiet: boolean;
  /** Null before the end, and where it failed before it began. */
  readonly summary: Summary | null;
  /** Why it failed. */
  readonly error: string | null;
  /** How many files the report tells of one by one. */
  readonly told: number;
}

/** A file that was not taken, or is not there any more. */
export type ToldFile = Required<Pick<Entry, 'path' | 'state' | 'code' | 'reason'>>;

export const isOver = ({ state }: Pick<ImportRun, 'state'>): boolean => state === 'done' || state === 'stopped' || state === 'failed';

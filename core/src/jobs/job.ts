import type { Json } from '@picturerail/sdk';

/** `waiting` includes delayed ones and those whose name nobody defines yet. */
export type JobState = 'waiting' | 'running' | 'failed' | 'done';
export const jobStates: readonly JobState[] = ['waiting', 'running', 'failed', 'done'];

/** A job as the command line and the admin pages show it. */
export interface Job {
  readonly id: number;
  readonly name: string;
  readonly key: string | null;
  readonly payload: Json;
  readonly state: JobState;
  readonly priority: number;
  /** Attempts begun, without those given back at a shutdown. */
  readonly attempts: number;
  readonly runAt: number;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly done: number | null;
  readonly total: number | null;
  /** What the last attempt left by `progress`. */
  readonly progressState: Json | undefined;
  /** The sentence of the last failure. */
  readonly error: string | null;
}

export interface AddOptions {
  /** A job of this name and key that waits already stands for this one too. At most 190 characters. */
  readonly key?: string;
  readonly delayMs?: number;
  /** Higher runs sooner; default 0. */
  readonly priority?: number;
}

export interface DefineOptions {
  /** Attempts before the job is `failed`; default 5. */
  readonly attempts?: number;
  /** After this long the run's signal is aborted and the attempt has failed; default none. */
  readonly timeoutMs?: number;
  /** How many of this name run at once, over all processes; default as many as the workers take. */
  readonly concurrency?: number;
  /** The same as `concurrency: 1`. */
  readonly exclusive?: boolean;
  /** False removes the row when the job is done: for names that come by the hundred thousand. Default true. */
  readonly keepDone?: boolean;
}

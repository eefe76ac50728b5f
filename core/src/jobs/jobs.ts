import type { JobRun, Json, Log } from '@picturerail/sdk';
import type { Database, Tx } from '#database';
import type { AddOptions, DefineOptions, Job, JobState } from './job.ts';

export interface JobsOptions {
  readonly database: Database;
  readonly log: Log;
  /** Epoch ms; default `Date.now`. */
  readonly clock?: () => number;
  /** Awaited before each run: where a process that serves no requests learns of new revisions. */
  readonly prepare?: () => Promise<void>;
}

export interface WorkOptions {
  /** Aborting it takes no new jobs, aborts the running ones and gives back those that do not end in `graceMs`. */
  readonly signal: AbortSignal;
  /** Jobs at once in this process; default 2. */
  readonly concurrency?: number;
  /** Only these names; default all that are defined. */
  readonly names?: readonly string[];
  /** Default 3,000. */
  readonly graceMs?: number;
}

export interface RunAllOptions extends Partial<WorkOptions> {
  /** Stops taking jobs after this long. */
  readonly limitMs?: number;
}

export type JobCounts = Readonly<Record<JobState, number>>;

export interface Jobs {
  /** Says how jobs of a name run; returns what undefines it (jobs of it that run are aborted and given back). */
  define<P extends Json>(name: string, run: (payload: P, job: JobRun) => Promise<void>, options?: DefineOptions): () => void;
  /** Adds a job inside `tx`, or where it is null in a transaction of its own. */
  add(tx: Tx | null, name: string, payload: Json, options?: AddOptions): Promise<void>;
  /** Takes and runs jobs until the signal is aborted; resolves when all are ended or given back. */
  work(options: WorkOptions): Promise<void>;
  /** Runs all that is due, also what these add, and returns how many ran. A retry that waits is not waited for. */
  runAll(options?: RunAllOptions): Promise<number>;
  /** Newest first. */
  list(query?: { readonly state?: JobState; readonly name?: string; readonly limit?: number; readonly beforeId?: number }): Promise<Job[]>;
  get(id: number): Promise<Job | undefined>;
  counts(name?: string): Promise<JobCounts>;
  countsByName(): Promise<ReadonlyMap<string, JobCounts>>;
  /** Puts failed jobs back, all attempts before them: one by id, or all (of a name). Returns how many. */
  retry(which: { readonly id: number } | { readonly name?: string }): Promise<number>;
  /** Names defined in this process. */
  names(): string[];
  /** Ids of plugins with `after` on this hook. */
  afterTaps(hook: string): string[];
  /** Deletes what is done for 3 days and what has failed for 30; `work` does it each hour. Returns how many. */
  sweep(): Promise<number>;
}
export declare function createJobs(options: JobsOptions): Jobs;

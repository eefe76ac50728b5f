import type { JobRun, Json } from '@picturerail/sdk';
import type { Job, Jobs } from '#jobs';

/** How far a run is. */
export interface Begun {
  /** What it is at, by a name of its own; null before it has said so. */
  readonly stage: string | null;
  readonly done: number;
  /** Null where nobody knows. */
  readonly total: number | null;
}

/** What came of the newest runs of one kind, as long as their jobs are kept: 3 days, those that failed 30. */
export interface Outcome<Result> {
  /** Null where none runs or waits. */
  readonly running: Begun | null;
  /** The newest that came to its end. */
  readonly result: Result | null;
  /** Epoch ms, of the result; null where there is none. */
  readonly at: number | null;
  /** The newest, where it failed. */
  readonly failed: { readonly why: string; readonly at: number } | null;
}

interface Left {
  readonly stage?: string;
  readonly result?: Json;
}

const leftBy = (job: Job): Left => (job.progressState ?? {}) as Left;

export async function outcomeOf<Result extends Json>(jobs: Pick<Jobs, 'list'>, name: string): Promise<Outcome<Result>> {
  const [[newest], [done]] = await Promise.all([jobs.list({ name, limit: 1 }), jobs.list({ name, state: 'done', limit: 1 })]);
  const result = done && leftBy(done).result;
  return {
    running: newest && (newest.state === 'running' || newest.state === 'waiting') ? begun(newest) : null,
    result: result === undefined ? null : (result as Result),
    at: result === undefined ? null : (done?.finishedAt ?? null),
    failed: newest?.state === 'failed' ? { why: newest.error ?? '', at: newest.finishedAt ?? newest.createdAt } : null,
  };
}

const begun = (job: Job): Begun => ({ stage: leftBy(job).stage ?? null, done: job.done ?? 0, total: job.total || null });

const tellEveryMs = 500;

/** Says how far a run is as often as somebody looks, however often it is told; `end` leaves what came of it. */
export function teller(job: Pick<JobRun, 'progress'>, clock: () => number = Date.now) {
  let toldAt = Number.NEGATIVE_INFINITY;
  let stageTold = '';
  let telling: Promise<unknown> = Promise.resolve();
  return {
    tell(stage: string, done: number, total: number | null, more: { readonly [key: string]: Json } = {}): void {
      if (stage === stageTold && clock() - toldAt < tellEveryMs) return;
      [toldAt, stageTold] = [clock(), stage];
      // Whoever lost the job meanwhile is told by its signal.
      telling = telling.then(() => job.progress(done, total ?? 0, { ...more, stage })).catch(() => {});
    },
    async end(result: Json): Promise<void> {
      await telling;
      await job.progress(1, 1, { result });
    },
  };
}

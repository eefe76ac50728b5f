import { setTimeout as delay } from 'node:timers/promises';
import { isGalleryError, type JobRun, type Json, type Log } from '@picturerail/sdk';
import type { Database, Tx } from '#database';
import { backoff } from './backoff.ts';
import { diedTooOften, jobTimedOut } from './errors.ts';
import type { JobDefinition } from './job-definition.ts';
import { deleteDone, endJob, type JobRow, type Progress, renewLease, returnJob, saveProgress } from './job-store.ts';

export const leaseMs = 30_000;
const renewEveryMs = 10_000;
const progressEveryMs = 1_000;

export interface JobWorld {
  readonly database: Database;
  readonly log: Log;
  readonly clock: () => number;
}

/** Why a run is asked to end. */
type Stop = 'shutdown' | 'timeout' | 'lost';

export interface Run {
  readonly row: JobRow & { readonly token: string };
  readonly definition: JobDefinition;
  /** Aborted at a shutdown. */
  readonly signal: AbortSignal;
  /** How long a run may take to end after it was asked to. */
  readonly graceMs: number;
}

/** Refusals are the same at each attempt, but for those that say "not now". */
const isFinal = (error: unknown): boolean => isGalleryError(error) && error.status >= 400 && error.status < 500 && ![408, 409, 425, 429].includes(error.status);

const sentence = (error: unknown): string => {
  const text = isGalleryError(error) ? error.message : error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, 2000);
};

/** Runs one claimed job to its end and writes down how it ended; never rejects. */
export async function runJob(world: JobWorld, run: Run): Promise<void> {
  const { row, definition } = run;
  if (row.attempts > definition.attempts) {
    world.log.error('job failed', { job: row.id, name: row.name, reason: diedTooOften(definition.attempts) });
    return settle(world, run, (tx) => endJob(tx, row, 'failed', diedTooOften(definition.attempts), world.clock()));
  }
  const control = new AbortController();
  const stop = (reason: Stop) => control.abort(reason);
  const timers = [setInterval(() => void keepLease(world, run, stop), renewEveryMs)];
  if (definition.timeoutMs !== null) timers.push(setTimeout(() => stop('timeout'), definition.timeoutMs));
  const shutdown = () => stop('shutdown');
  const signals = [run.signal, definition.signal];
  for (const signal of signals) {
    signal.addEventListener('abort', shutdown, { once: true });
    if (signal.aborted) shutdown();
  }
  const progress = progressOf(world, run, stop);
  try {
    const outcome = await outcomeOf(run, jobRun(row, control.signal, progress.report), control.signal);
    await settle(world, run, async (tx) => {
      await progress.flush(tx);
      await writeOutcome(tx, world, run, outcome, control.signal.reason as Stop | undefined);
    });
  } finally {
    for (const timer of timers) clearInterval(timer);
    for (const signal of signals) signal.removeEventListener('abort', shutdown);
  }
}

const jobRun = (row: JobRow, signal: AbortSignal, progress: JobRun['progress']): JobRun => ({
  key: `job-${row.id}-${row.created_at.toString(36)}`,
  attempt: row.attempts,
  signal,
  progress,
  state: row.progress_state === null ? undefined : (JSON.parse(row.progress_state) as Json),
});

type Outcome = { readonly ended: true } | { readonly ended: false; readonly error: unknown };

/** Waits for the run, after an abort only for the grace it has; a run that ends later changes nothing. */
async function outcomeOf({ row, definition, graceMs }: Run, job: JobRun, signal: AbortSignal): Promise<Outcome> {
  const work = (async () => definition.run(JSON.parse(row.payload) as Json, job))().then(
    (): Outcome => ({ ended: true }),
    (error: unknown): Outcome => ({ ended: false, error }),
  );
  const done = new AbortController();
  const overdue = new Promise<Outcome>((resolve) => {
    const wait = () =>
      void delay(graceMs, undefined, { signal: done.signal }).then(
        () => resolve({ ended: false, error: signal.reason }),
        () => {},
      );
    if (signal.aborted) wait();
    else signal.addEventListener('abort', wait, { once: true });
  });
  return Promise.race([work, overdue]).finally(() => done.abort());
}

/** A run that ended although it was asked to may have done only a part: it is run again. */
async function writeOutcome(tx: Tx, { clock, log }: JobWorld, { row, definition }: Run, outcome: Outcome, stopped: Stop | undefined): Promise<void> {
  const about = { job: row.id, name: row.name, attempt: row.attempts };
  if (stopped === 'lost') return;
  if (stopped === 'shutdown') return returnJob(tx, row, { runAt: row.run_at, error: row.error, counts: false });
  if (outcome.ended && stopped === undefined) return definition.keepDone ? endJob(tx, row, 'done', null, clock()) : deleteDone(tx, row);
  const error = stopped === 'timeout' ? jobTimedOut(row.name, definition.timeoutMs ?? 0) : (outcome as { error: unknown }).error;
  if (row.attempts >= definition.attempts || isFinal(error)) {
    tx.afterCommit(() => log.error('job failed', { ...about, reason: sentence(error), stack: stackOf(error) }));
    return endJob(tx, row, 'failed', sentence(error), clock());
  }
  const wait = backoff(row.attempts);
  tx.afterCommit(() => log.warn('job will be tried again', { ...about, inMs: wait, reason: sentence(error) }));
  return returnJob(tx, row, { runAt: clock() + wait, error: sentence(error), counts: true });
}

const stackOf = (error: unknown): string | undefined => (error instanceof Error && !isGalleryError(error) ? error.stack : undefined);

async function keepLease({ database, log, clock }: JobWorld, { row }: Run, stop: (reason: Stop) => void): Promise<void> {
  try {
    if (!(await database.transaction((tx) => renewLease(tx, row, clock() + leaseMs)))) stop('lost');
  } catch (error) {
    log.warn('lease not renewed', { job: row.id, name: row.name, reason: sentence(error) });
  }
}

/** Progress is written once a second at most; what is left over goes with the end of the run. */
function progressOf({ database, clock }: JobWorld, { row }: Run, stop: (reason: Stop) => void) {
  let writtenAt = Number.NEGATIVE_INFINITY;
  let unwritten = false;
  let latest: Progress = { done: row.progress_done, total: row.progress_total, state: row.progress_state };
  const write = async (tx: Tx) => saveProgress(tx, row, latest, clock() + leaseMs);
  return {
    report: async (done: number, total: number, state?: Json): Promise<void> => {
      latest = { done, total, state: state === undefined ? latest.state : JSON.stringify(state) };
      unwritten = true;
      if (performance.now() - writtenAt < progressEveryMs) return;
      writtenAt = performance.now();
      unwritten = false;
      if (!(await database.transaction(write))) stop('lost');
    },
    flush: async (tx: Tx): Promise<void> => {
      if (unwritten) await write(tx);
    },
  };
}

/** Where the database is away for a moment, the end of a run is written when it is back; else the lease runs out and the job runs again. */
async function settle({ database, log }: JobWorld, { row, graceMs }: Run, write: (tx: Tx) => Promise<void>): Promise<void> {
  for (let attempt = 1; attempt <= 4; attempt += 1) {
    try {
      return await database.transaction(write);
    } catch (error) {
      log.error('end of a job not written', { job: row.id, name: row.name, attempt, reason: sentence(error) });
      if (attempt < 4) await delay(Math.min(graceMs, 250 * 2 ** attempt));
    }
  }
}

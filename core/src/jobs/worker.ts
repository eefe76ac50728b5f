import { setTimeout as delay } from 'node:timers/promises';
import { isUniqueViolation } from '#database';
import { backoff } from './backoff.ts';
import { type Bell, createBell } from './bell.ts';
import { died } from './errors.ts';
import type { JobDefinition, JobDefinitions } from './job-definition.ts';
import { claimJob, expiredLeases, type JobRow, nextName, returnJob, setBack } from './job-store.ts';
import { type JobWorld, leaseMs, runJob } from './run-job.ts';

const pollMs = 500;
const expiryEveryMs = 5_000;

export interface Worker {
  readonly world: JobWorld;
  readonly definitions: JobDefinitions;
  readonly prepare: () => Promise<void>;
  /** Rung when a job has been added or a name defined in this process. */
  readonly bells: Set<Bell>;
  /** True while the database cannot be reached. */
  readonly away: { current: boolean };
}

export interface Shift {
  readonly signal: AbortSignal;
  readonly concurrency: number;
  readonly names: readonly string[] | undefined;
  readonly graceMs: number;
  /** Epoch ms after which no job is taken. */
  readonly until: number;
  /** Ends when nothing is due and nothing runs. */
  readonly untilEmpty: boolean;
}

interface Claimed {
  readonly row: JobRow & { readonly token: string };
  readonly definition: JobDefinition;
}

/** Takes and runs jobs until the shift ends; returns how many ran. */
export async function workShift(worker: Worker, shift: Shift): Promise<number> {
  const { world } = worker;
  const running = new Set<Promise<void>>();
  const bell = createBell();
  worker.bells.add(bell);
  shift.signal.addEventListener('abort', bell.ring, { once: true });
  const over = () => shift.signal.aborted || world.clock() >= shift.until;
  let ran = 0;
  let expiredAt = Number.NEGATIVE_INFINITY;
  const wasSetBack = watchClock(world.clock);
  while (!over()) {
    // Not by the clock, which may be set back.
    if (performance.now() - expiredAt >= expiryEveryMs) {
      expiredAt = performance.now();
      if (wasSetBack()) await guarded(worker, () => followClock(world));
      await guarded(worker, () => returnExpired(world));
    }
    // Asked before: a run that ends while a job is looked for may have made room for one that is due.
    const idle = running.size === 0;
    const claimed = running.size < shift.concurrency ? await guarded(worker, () => claimNext(worker, shift.names)) : undefined;
    if (claimed) {
      ran += 1;
      const run = runJob(world, { ...claimed, signal: shift.signal, graceMs: shift.graceMs }).finally(() => {
        running.delete(run);
        bell.ring();
      });
      running.add(run);
      continue;
    }
    if (idle && shift.untilEmpty) break;
    await bell.sleep(pollMs);
  }
  worker.bells.delete(bell);
  shift.signal.removeEventListener('abort', bell.ring);
  await Promise.all(running);
  return ran;
}

/** A database that is away for a while must not end the worker; it is said once, and once more when it is back. */
async function guarded<T>(worker: Worker, work: () => Promise<T>): Promise<T | undefined> {
  const { world } = worker;
  try {
    const result = await work();
    if (worker.away.current) world.log.info('jobs can be read again');
    worker.away.current = false;
    return result;
  } catch (error) {
    if (!worker.away.current)
      world.log.error('jobs cannot be read; this is tried again until they can', { reason: error instanceof Error ? error.message : String(error) });
    worker.away.current = true;
    await delay(pollMs);
    return undefined;
  }
}

const setBackByMs = 60_000;

/** True at first, because nobody knows what happened before, and whenever the clock has been set back since it was asked. */
function watchClock(clock: () => number): () => boolean {
  let ahead = Number.POSITIVE_INFINITY;
  return () => {
    const was = ahead;
    ahead = clock() - performance.now();
    return ahead < was - setBackByMs;
  };
}

async function followClock({ database, clock, log }: JobWorld): Promise<void> {
  const moved = await database.transaction((tx) => setBack(tx, clock()));
  if (moved > 0) log.warn('the clock was set back; jobs that would have waited for it are due as they were meant to be', { jobs: moved });
}

async function claimNext({ world, definitions, prepare }: Worker, only: readonly string[] | undefined): Promise<Claimed | undefined> {
  let names = definitions.names().filter((name) => only === undefined || only.includes(name));
  for (;;) {
    const name = await nextName(world.database.read, names, world.clock());
    const definition = name === undefined ? undefined : definitions.get(name);
    if (!definition) return undefined;
    await prepare();
    const row = await claim(world, definition);
    if (row) return { row, definition };
    // Somebody else was faster, or as many of the name run as may: the others get their turn.
    names = names.filter((one) => one !== name);
  }
}

async function claim({ database, clock }: JobWorld, { name, concurrency }: JobDefinition) {
  const now = clock();
  try {
    return await database.transaction((tx) => claimJob(tx, { name, now, leaseUntil: now + leaseMs, concurrency }));
  } catch (error) {
    if (isUniqueViolation(error)) return undefined;
    throw error;
  }
}

/** Jobs whose process died go back to wait; each such attempt counts, so that a job that kills is given up in the end. */
async function returnExpired({ database, clock, log }: JobWorld): Promise<void> {
  for (const lease of await expiredLeases(database.read, clock())) {
    log.warn('job taken back', { job: lease.id, name: lease.name, attempt: lease.attempts, reason: died });
    await database.transaction((tx) => returnJob(tx, lease, { runAt: clock() + backoff(lease.attempts), error: died, counts: true }));
  }
}

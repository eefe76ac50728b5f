import type { JobRun, Json, Log } from '@picturerail/sdk';
import type { Database, Tx } from '#database';
import type { Bell } from './bell.ts';
import { jobKeyTooLong, jobPayloadInvalid } from './errors.ts';
import { type AddOptions, type DefineOptions, type Job, type JobState, jobStates } from './job.ts';
import { jobDefinitions } from './job-definition.ts';
import { countJobs, deleteJobs, deleteJobsOf, endedBefore, failedIds, findJob, insertJob, insertJobs, jobOf, listJobs, retryJob } from './job-store.ts';
import { hookJobName, pluginJobName } from './plugin-job-names.ts';
import { type Shift, workShift } from './worker.ts';

const day = 86_400_000;
const keepMs = { done: 3 * day, failed: 30 * day };
const sweepEveryMs = 3_600_000;

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
  /** Adds one job for each payload inside `tx`, in a few statements, however many they are. */
  addAll(tx: Tx, name: string, payloads: readonly Json[]): Promise<void>;
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
  /** Deletes all jobs of a plugin that is gone for good. Returns how many. */
  forget(plugin: string): Promise<number>;
  /** Deletes what is done for 3 days and what has failed for 30; `work` does it each hour. Returns how many. */
  sweep(): Promise<number>;
}

export function createJobs({ database, log, clock = Date.now, prepare = async () => {} }: JobsOptions): Jobs {
  const definitions = jobDefinitions();
  const bells = new Set<Bell>();
  const worker = { world: { database, log, clock }, definitions, prepare, bells, away: { current: false } };
  const stir = () => {
    for (const bell of bells) bell.ring();
  };

  const shift = ({ signal, concurrency = 2, names, graceMs = 3000 }: Partial<WorkOptions>, until: number, untilEmpty: boolean): Shift => ({
    signal: signal ?? new AbortController().signal,
    concurrency,
    names,
    graceMs,
    until,
    untilEmpty,
  });

  const jobs: Jobs = {
    define: (name, run, options = {}) => {
      const undefine = definitions.add(name, run as (payload: Json, job: JobRun) => Promise<void>, options);
      stir();
      return undefine;
    },
    add: async (tx, name, payload, options = {}) => {
      const text = payloadText(name, payload);
      if (options.key !== undefined && options.key.length > 190) throw jobKeyTooLong(name, options.key);
      const insert = async (inside: Tx) => {
        const now = clock();
        await insertJob(inside, { name, key: options.key ?? null, payload: text, priority: options.priority ?? 0, runAt: now + (options.delayMs ?? 0), now });
        inside.afterCommit(stir);
      };
      await (tx ? insert(tx) : database.transaction(insert));
    },
    addAll: async (tx, name, payloads) => {
      await insertJobs(
        tx,
        payloads.map((payload) => ({ name, payload: payloadText(name, payload) })),
        clock(),
      );
      tx.afterCommit(stir);
    },
    work: async (options) => {
      const sweeping = setInterval(() => void jobs.sweep().catch((error: unknown) => log.warn('old jobs not swept', { reason: String(error) })), sweepEveryMs);
      await workShift(worker, shift(options, Number.POSITIVE_INFINITY, false)).finally(() => clearInterval(sweeping));
    },
    runAll: ({ limitMs = Number.POSITIVE_INFINITY, ...options } = {}) => workShift(worker, shift(options, clock() + limitMs, true)),
    list: async (query = {}) => (await listJobs(database.read, query)).map(jobOf),
    get: async (id) => {
      const row = await findJob(database.read, id);
      return row && jobOf(row);
    },
    counts: async (name) => {
      const all = [...(await jobs.countsByName())].filter(([one]) => name === undefined || one === name);
      return Object.fromEntries(jobStates.map((state) => [state, all.reduce((sum, [, counts]) => sum + counts[state], 0)])) as JobCounts;
    },
    countsByName: async () => {
      const byName = new Map<string, Record<JobState, number>>();
      for (const { name, state, jobs: count } of await countJobs(database.read)) {
        byName.set(name, { waiting: 0, running: 0, failed: 0, done: 0, ...byName.get(name), [state]: count });
      }
      return byName;
    },
    retry: async (which) => {
      const ids = 'id' in which ? [which.id] : (await failedIds(database.read, which.name)).map(({ id }) => id);
      let retried = 0;
      for (const id of ids) retried += await database.transaction((tx) => retryJob(tx, id, clock()));
      if (retried > 0) stir();
      return retried;
    },
    names: () => definitions.names(),
    afterTaps: (hook) =>
      definitions.names().flatMap((name) => {
        const [kind, plugin, ...rest] = name.split(':');
        return kind === 'hook' && plugin !== undefined && rest.join(':') === hook ? [plugin] : [];
      }),
    forget: (plugin) => database.transaction((tx) => deleteJobsOf(tx, [pluginJobName(plugin, ''), hookJobName(plugin, '')])),
    sweep: async () => {
      let swept = 0;
      for (const state of ['done', 'failed'] as const) {
        for (;;) {
          const ids = (await endedBefore(database.read, state, clock() - keepMs[state])).map(({ id }) => id);
          if (ids.length === 0) break;
          swept += await database.transaction((tx) => deleteJobs(tx, state, ids));
        }
      }
      return swept;
    },
  };
  return jobs;
}

function payloadText(name: string, payload: Json): string {
  const text = JSON.stringify(payload) as string | undefined;
  if (text === undefined) throw jobPayloadInvalid(name);
  return text;
}

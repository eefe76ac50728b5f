import type { House } from '../../house.ts';
import { type ImportWork, importJobName } from './begin-import.ts';
import { importUnknown } from './errors.ts';
import { filesTold } from './import-job.ts';
import type { ImportPlan } from './plan.ts';
import { allPlans, planById } from './plans-store.ts';
import type { ImportRun, ToldFile } from './run.ts';
import { filesOf, lastRuns, openRuns, runById, runsOf } from './runs-store.ts';

type Looking = Pick<House, 'database' | 'jobs'>;

const shown = 20;
const mostPlans = 200;

/** How far a run is that goes on. */
export interface ImportProgress {
  /** Files that were come across. */
  readonly done: number;
  /** Null while they are being counted. */
  readonly total: number | null;
  /** Where it is, from the imported folder on; null before it came to the first file. */
  readonly folder: string | null;
  /** Of files, since this process took it up. */
  readonly perSecond: number;
}

export interface OpenImport {
  readonly run: ImportRun;
  /** Null where it waits. */
  readonly progress: ImportProgress | null;
}

/** All folders that are imported from the administration, what goes on, and the last runs. */
export async function listImports(house: Looking): Promise<{ readonly plans: ImportPlan[]; readonly open: OpenImport[]; readonly runs: ImportRun[] }> {
  const { read } = house.database;
  const [plans, open, runs] = await Promise.all([allPlans(read, mostPlans), openImports(house), lastRuns(read, shown)]);
  return { plans, open, runs };
}

export interface LookedAtImport {
  readonly plan: ImportPlan;
  readonly open: OpenImport | null;
  readonly runs: readonly ImportRun[];
}

/** Errors: `import-unknown`. */
export async function lookAtImport(house: Looking, id: number): Promise<LookedAtImport> {
  const plan = await planById(house.database.read, id);
  if (plan === null) throw importUnknown(id);
  const [open, runs] = await Promise.all([openImports(house), runsOf(house.database.read, id, shown)]);
  return { plan, open: open.find(({ run }) => run.planId === id) ?? null, runs };
}

export interface ImportReport {
  readonly plan: ImportPlan;
  readonly run: ImportRun;
  /** How many files can be read; of more than that only the number is kept. */
  readonly kept: number;
  readonly files: readonly ToldFile[];
}

/** A run with some of the files it tells of. Errors: `import-unknown`. */
export async function lookAtRun(
  { database }: Pick<House, 'database'>,
  id: number,
  page: { readonly offset: number; readonly limit: number },
): Promise<ImportReport> {
  const run = await runById(database.read, id);
  const plan = run && (await planById(database.read, run.planId));
  if (!run || !plan) throw importUnknown(id);
  return { plan, run, kept: Math.min(run.told, filesTold), files: await filesOf(database.read, id, page) };
}

async function openImports({ database, jobs }: Looking): Promise<OpenImport[]> {
  const open = await openRuns(database.read);
  if (open.length === 0) return [];
  const [job] = await jobs.list({ name: importJobName, state: 'running', limit: 1 });
  const at = job && (job.payload as ImportWork).runId;
  return open.map((run) => {
    if (!job || run.id !== at || job.startedAt === null) return { run, progress: null };
    const { folder = null } = (job.progressState ?? {}) as { readonly folder?: string };
    const done = job.done ?? 0;
    const seconds = Math.max(1, (Date.now() - job.startedAt) / 1000);
    return { run, progress: { done, total: job.total || null, folder, perSecond: done / seconds } };
  });
}

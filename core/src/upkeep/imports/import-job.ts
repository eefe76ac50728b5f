import { dirname } from 'node:path';
import { isGalleryError, type JobRun } from '@picturerail/sdk';
import { accessOf } from '#gallery';
import { type Entry, filesSeen, importFolder, type Summary } from '#intake';
import type { House } from '../../house.ts';
import { teller } from '../outcome.ts';
import type { ImportWork } from './begin-import.ts';
import { folderNotOffered } from './errors.ts';
import { offeredFolder } from './folders.ts';
import type { ImportPlan } from './plan.ts';
import { planById } from './plans-store.ts';
import type { ImportRun, RunState, ToldFile } from './run.ts';
import { deleteRuns, oldRuns, passTo, replaceFiles, runById, runsOf, setEnded, setStarted } from './runs-store.ts';

type Importing = Pick<House, 'config' | 'database' | 'intake'>;

/** A process that dies over an import does not end it: the next one goes on, as long as it is not what ends them. */
export const importAttempts = 10;

const askedEveryMs = 1_000;
const runsKept = 20;
export const filesTold = 5_000;

/** What a report passes over by name: there would be no end of it. */
const untold: ReadonlySet<string> = new Set(['import-hidden', 'import-leftover', 'intake-no-picture']);
const toldStates: ReadonlySet<string> = new Set(['refused', 'failed', 'unread', 'skipped', 'missing', 'vanished']);

/** Carries out a run, from where the attempt before was cut off: what that took in is known. */
export const importJob =
  (house: Importing) =>
  async (work: ImportWork, job: JobRun): Promise<void> => {
    const run = await takeUp(house, work.runId);
    const plan = run && (await planById(house.database.read, run.planId));
    if (!run || !plan) return;
    const told = toldFiles();
    try {
      const summary = await carryOut(house, plan, { work, job, run, told });
      // Whoever asked the process to end has this run again.
      job.signal.throwIfAborted();
      await end(house, run, { state: summary.interrupted ? 'stopped' : 'done', summary, error: null, told });
    } catch (error) {
      if (job.signal.aborted || (job.attempt < importAttempts && !isRefusal(error))) throw error;
      await end(house, run, { state: 'failed', summary: null, error: error instanceof Error ? error.message : String(error), told });
    }
  };

const isRefusal = (error: unknown): boolean => isGalleryError(error) && error.status < 500;

/** Null where nobody wants it any more. */
async function takeUp({ database }: Importing, runId: number): Promise<ImportRun | null> {
  return database.transaction(async (tx) => {
    if (await passTo(tx, runId, ['waiting', 'running'], 'running')) {
      await setStarted(tx, runId, Date.now());
      return runById(tx, runId);
    }
    const run = await runById(tx, runId);
    // Its process died before it could stop.
    if (run?.state === 'stopping') await setEnded(tx, runId, { ...run, state: 'stopped', finishedAt: Date.now() });
    return null;
  });
}

interface Carried {
  readonly work: ImportWork;
  readonly job: JobRun;
  readonly run: ImportRun;
  readonly told: ToldFiles;
}

async function carryOut({ config, database, intake }: Importing, plan: ImportPlan, { work, job, run, told }: Carried): Promise<Summary> {
  // What IMPORT_ROOTS names, and where links lead, may have changed since.
  const folder = await offeredFolder(config, plan.folder);
  if (folder !== plan.folder) throw folderNotOffered(plan.folder);
  const stop = new AbortController();
  const asking = setInterval(() => {
    void runById(database.read, run.id)
      .then((now) => now?.state === 'stopping' && stop.abort())
      .catch(() => {});
  }, askedEveryMs);
  const { tell } = teller(job);
  try {
    return await importFolder(intake, folder, {
      ...(plan.intoAlbumId !== null && { intoAlbumId: plan.intoAlbumId }),
      ...(plan.access !== null && { access: accessOf(plan.access) }),
      inPlace: plan.inPlace,
      again: work.again,
      acceptMissing: work.acceptMissing,
      simulate: run.simulated,
      own: [config.dataDir],
      signal: AbortSignal.any([job.signal, stop.signal]),
      onEntry: (entry, { tally, total }) => {
        told.add(entry);
        tell('importing', filesSeen(tally), total, { folder: dirname(entry.path) });
      },
    });
  } finally {
    clearInterval(asking);
  }
}

interface ToldFiles {
  readonly files: readonly ToldFile[];
  count(): number;
  /** Of those that were not refused before. */
  news(): number;
  add(entry: Entry): void;
}

function toldFiles(): ToldFiles {
  const files: ToldFile[] = [];
  let [count, news] = [0, 0];
  return {
    files,
    count: () => count,
    news: () => news,
    add: ({ path, state, code = '', reason = '' }) => {
      if (!toldStates.has(state) || untold.has(code)) return;
      count += 1;
      if (state === 'failed' || state === 'missing' || (state === 'refused' && code !== 'import-refused-before')) news += 1;
      if (files.length < filesTold) files.push({ path, state, code, reason });
    },
  };
}

interface Ended {
  readonly state: RunState;
  readonly summary: Summary | null;
  readonly error: string | null;
  readonly told: ToldFiles;
}

/** Writes down what came of it. One after the other of the same by schedule is told in one line. */
async function end({ database }: Importing, run: ImportRun, { state, summary, error, told }: Ended): Promise<void> {
  const quiet = state === 'done' && summary !== null && !hasNews(summary) && told.news() === 0;
  await database.transaction(async (tx) => {
    const [before] = (await runsOf(tx, run.planId, 2)).filter(({ id }) => id < run.id);
    const isSame = before !== undefined && isScheduled(run) && isScheduled(before) && (quiet ? before.quiet : state === 'failed' && before.error === error);
    if (isSame) await deleteRuns(tx, [before.id]);
    const times = isSame ? before.times + 1 : 1;
    await replaceFiles(tx, run.id, told.files);
    await setEnded(tx, run.id, { state, finishedAt: Date.now(), summary, error, quiet, told: told.count(), times });
    await deleteRuns(tx, await oldRuns(tx, run.planId, runsKept));
  });
}

const isScheduled = ({ userId }: ImportRun): boolean => userId === null;

const hasNews = ({ counts, albumsMade }: Summary): boolean =>
  albumsMade + counts.added + counts.placed + counts.present + counts.changed + counts.moved + counts.found > 0;

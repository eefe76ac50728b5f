import { basename } from 'node:path';
import { albumIsLiving, countUnseen, findAlbumByPath, missingInPlace } from '#gallery';
import { originalsJobName } from '../define-originals.ts';
import { noAlbumToFill } from '../errors.ts';
import type { Intake } from '../intake.ts';
import { reapArrivals } from '../reap-arrivals.ts';
import { inFlight } from '../take-in.ts';
import { findFooting, findTrialFooting } from './begin-run.ts';
import { countFiles } from './count-files.ts';
import { folderAlbums } from './folder-albums.ts';
import { discardFile, type FoundFile, type PreparedFile } from './found-file.ts';
import type { ImportOptions } from './import-options.ts';
import type { ImportRun } from './import-run.ts';
import { type InPlaceFile, prepareInPlace, weightInPlace } from './in-place/prepare-in-place.ts';
import { createPipeline, type PipelineOptions } from './pipeline.ts';
import { refuseOtherWay } from './refuse-other-way.ts';
import { openReport, type Report } from './report.ts';
import { resolveRoot } from './resolve-root.ts';
import { titleOf } from './source-name.ts';
import { endRun } from './sources-store.ts';
import { newTally, type Summary } from './summary.ts';
import { prepareFile, weightOf } from './take-files.ts';
import { dealWithVanished } from './vanished.ts';
import { walkFolders } from './walk-folders.ts';

/** Takes a folder with all that lies below it into albums, remembering what it took: running it again goes on, and adds only what is new. */
export async function importFolder(i: Intake, folder: string, options: ImportOptions = {}): Promise<Summary> {
  const started = Date.now();
  const root = await resolveRoot(folder, options);
  const report = await openReport(options.report);
  if (!options.simulate) await reapArrivals(i);
  const run = await beginImport(i, root, { options, report });
  const summary = async (interrupted: boolean): Promise<Summary> => {
    const seconds = (Date.now() - started) / 1000;
    return { folder: root, ...run.tally, unready: await unready(i), seconds, interrupted };
  };
  try {
    await takeAll(run);
    if (!options.signal?.aborted) await finish(run);
  } catch (error) {
    // What was done until then is worth knowing, whatever has gone wrong.
    await summary(true)
      .then((broken) => report.close(broken))
      .catch(() => undefined);
    throw error;
  }
  const whole = await summary(options.signal?.aborted ?? false);
  await report.close(whole);
  return whole;
}

/** The images are counted only where work is left: that takes a look at all of them. */
async function unready({ jobs, gallery }: Intake): Promise<number> {
  const { waiting, running } = await jobs.counts(originalsJobName);
  return waiting + running === 0 ? 0 : countUnseen(gallery);
}

async function finish(run: ImportRun): Promise<void> {
  await dealWithVanished(run);
  if (!run.options.simulate) await run.i.database.transaction((tx) => endRun(tx, run.root.id, run.i.clock()));
}

async function beginImport(i: Intake, root: string, { options, report }: { readonly options: ImportOptions; readonly report: Report }): Promise<ImportRun> {
  const tally = newTally();
  const path = Buffer.from(root);
  const { inPlace = false, simulate = false } = options;
  await refuseOtherWay(i, { path, folder: root, inPlace, intoAlbumId: await albumNamed(i, options) });
  const find = simulate ? findTrialFooting : findFooting;
  const { intoAlbumId, originals, row, ground } = await find(i, { folder: root, options, tally });
  const rootTitle = titleOf(Buffer.from(basename(root)));
  const albums = folderAlbums(i, { ground, rootTitle, intoAlbumId, access: options.access, tally });
  const missing = new Set(originals ? await missingInPlace(i.gallery, originals.id) : []);
  return { i, path, root: row, ground, originals, missing, options, albums, report, tally, unreadable: [], shrunk: new Map(), total: null };
}

/** Null where it is not there yet; 0 where none was named. */
async function albumNamed(i: Intake, { into = [], intoAlbumId }: ImportOptions): Promise<number | null> {
  if (intoAlbumId === undefined) return into.length === 0 ? 0 : findAlbumByPath(i.gallery, into);
  if (!(await albumIsLiving(i.gallery, intoAlbumId))) throw noAlbumToFill();
  return intoAlbumId;
}

/** Walks and stores at the same time, while another pass counts ahead. However it ends, nothing is left running. */
async function takeAll(run: ImportRun): Promise<void> {
  const counting = new AbortController();
  const count = countFiles(run.path, counting.signal).then((total) => {
    run.total = counting.signal.aborted ? null : total;
  });
  const pipeline = run.originals ? createPipeline(throughputInPlace(run)) : createPipeline(throughput(run));
  try {
    await walkFolders(run, pipeline);
  } finally {
    counting.abort();
    await Promise.allSettled([count, pipeline.drain()]);
  }
  await pipeline.drain();
}

const throughput = (run: ImportRun): PipelineOptions<FoundFile, PreparedFile> => ({
  limit: inFlight,
  batch: 50,
  heavy: 8 * 2 ** 20,
  prepare: (found) => prepareFile(run, found),
  settle: (batch) => run.ground.settleFiles(run, batch),
  weigh: weightOf,
  discard: discardFile,
});

/** Only beginnings are read, many in one message to a decode process. */
const throughputInPlace = (run: ImportRun): PipelineOptions<FoundFile, InPlaceFile> => ({
  limit: 200,
  batch: 100,
  heavy: 8 * 2 ** 20,
  prepare: (found) => prepareInPlace(run, found),
  settle: (batch) => run.ground.settleInPlace(run, batch),
  weigh: weightInPlace,
  discard: async () => {},
});

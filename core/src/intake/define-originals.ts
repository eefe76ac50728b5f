import { chunks, type Tx } from '#database';
import { findImage, type ImageRow, originalPlace, visitorViewer } from '#gallery';
import { type DerivativesPayload, derivativesJob, type MediaSource } from '#media';
import type { Intake } from './intake.ts';
import { readyOriginal } from './ready-original.ts';

export const originalsJobName = 'intake:originals';

/** Few enough to be shared out among workers, many enough to keep the transaction short that adds the jobs. */
const imagesPerJob = 10;

/** What is left to do for images that were taken in by their headers. */
export const addOriginalsJobs = ({ jobs }: Pick<Intake, 'jobs'>, tx: Tx, ids: readonly number[]): Promise<void> =>
  jobs.addAll(
    tx,
    originalsJobName,
    [...chunks(ids, imagesPerJob)].map((imageIds) => ({ imageIds })),
  );

/** Says how the job is done that each image taken in leaves behind: its original is read to the end, and all sizes are made as visitors get them. */
export function defineOriginals(i: Intake): void {
  const source = async (id: number): Promise<(MediaSource & ImageRow) | null> => {
    const image = await findImage(i.gallery, id);
    return image && { ...image, original: () => originalPlace(i.gallery, id) };
  };
  const run = derivativesJob(i.media, {
    load: (ids) => Promise.all(ids.map(source)),
    viewer: () => visitorViewer(i.gallery, 'en'),
    make: (image, plan, signal) => readyOriginal(i, image, { plan, signal }),
  });
  i.jobs.define<DerivativesPayload>(originalsJobName, run, { keepDone: false });
}

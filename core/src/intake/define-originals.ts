import { type DerivativesPayload, derivativesJob } from '#media';
import { derivativesOptions } from './define-derivatives.ts';
import type { Intake } from './intake.ts';
import { readOriginals } from './read-originals.ts';

export const originalsJobName = 'intake:originals';

/** Says how the job is done that new images in place leave behind: their originals are read to the end, then all sizes are made. */
export function defineOriginals(i: Intake): void {
  const makeDerivatives = derivativesJob(i.media, derivativesOptions(i.gallery));
  i.jobs.define(
    originalsJobName,
    async ({ imageIds }: { imageIds: readonly number[] } & DerivativesPayload, job) => {
      const readable = await readOriginals(i, imageIds, job.signal);
      await makeDerivatives({ imageIds: readable }, job);
    },
    { keepDone: false },
  );
}

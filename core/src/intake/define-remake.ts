import { findImage, originalPlace, remakeJob, visitorViewer } from '#gallery';
import { type DerivativesPayload, derivativesJob } from '#media';
import type { Intake } from './intake.ts';
import { readyOriginal } from './ready-original.ts';

/** Says how sizes of pictures are made anew: the old ones go, with what was remembered of a picture that could not be decoded. */
export function defineRemake(i: Intake): void {
  const load = async (id: number) => {
    const image = await findImage(i.gallery, id);
    return image && { ...image, original: () => originalPlace(i.gallery, id) };
  };
  const run = derivativesJob(i.media, {
    load: (ids) => Promise.all(ids.map(load)),
    viewer: () => visitorViewer(i.gallery, 'en'),
    make: async (image, plan, signal) => {
      await i.media.forget(image.id);
      await readyOriginal(i, image, { plan, signal });
    },
  });
  i.jobs.define<DerivativesPayload>(remakeJob, run, { keepDone: false });
}

import { findImage, type Gallery, originalPlace, purgedJob, visitorViewer } from '#gallery';
import type { Jobs } from '#jobs';
import { type DerivativesJobOptions, derivativesJob, derivativesJobName, type Media, type MediaSource } from '#media';

/** Says how the jobs are done that each new image leaves behind, all its sizes as visitors get them, and each purged one: they are removed. */
export function defineDerivatives({ jobs, gallery, media }: { readonly jobs: Jobs; readonly gallery: Gallery; readonly media: Media }): void {
  jobs.define(derivativesJobName, derivativesJob(media, derivativesOptions(gallery)), { keepDone: false });
  const forget = async ({ imageIds }: { readonly imageIds: readonly number[] }) => {
    for (const id of imageIds) await media.forget(id);
  };
  jobs.define(purgedJob, forget, { keepDone: false });
}

/** Images as the gallery knows them, and the visitor who looks at them. */
export function derivativesOptions(gallery: Gallery): DerivativesJobOptions {
  const source = async (id: number): Promise<MediaSource | null> => {
    const image = await findImage(gallery, id);
    return image && { ...image, original: () => originalPlace(gallery, id) };
  };
  return { load: (ids) => Promise.all(ids.map(source)), viewer: () => visitorViewer(gallery, 'en') };
}

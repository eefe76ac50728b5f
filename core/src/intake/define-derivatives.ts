import { findImage, type Gallery, originalPlace, purgedJob, visitorViewer } from '#gallery';
import type { Jobs } from '#jobs';
import { derivativesJob, derivativesJobName, type Media, type MediaSource } from '#media';

/** Says how the jobs are done that each new image leaves behind, all its sizes as visitors get them, and each purged one: they are removed. */
export function defineDerivatives({ jobs, gallery, media }: { readonly jobs: Jobs; readonly gallery: Gallery; readonly media: Media }): void {
  const source = async (id: number): Promise<MediaSource | null> => {
    const image = await findImage(gallery, id);
    return image && { ...image, original: () => originalPlace(gallery, id) };
  };
  const load = (ids: readonly number[]) => Promise.all(ids.map(source));
  const run = derivativesJob(media, { load, viewer: () => visitorViewer(gallery, 'en') });
  jobs.define(derivativesJobName, run, { keepDone: false });
  const forget = async ({ imageIds }: { readonly imageIds: readonly number[] }) => {
    for (const id of imageIds) await media.forget(id);
  };
  jobs.define(purgedJob, forget, { keepDone: false });
}

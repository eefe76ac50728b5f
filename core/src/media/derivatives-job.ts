import type { JobRun, Viewer } from '@picturerail/sdk';
import { someNotMade } from './errors.ts';
import type { Media } from './media.ts';
import type { MediaSource } from './media-image.ts';
import type { ImagePlan } from './plan/plan.ts';

/** One image or several; those that are gone meanwhile are passed over. */
export type DerivativesPayload = { readonly imageId: number } | { readonly imageIds: readonly number[] };

export interface DerivativesJobOptions<S extends MediaSource> {
  /** By index; null for an image that is gone. */
  readonly load: (imageIds: readonly number[]) => Promise<readonly (S | null)[]>;
  /** Whose plan is made ahead of time: the visitor's. */
  readonly viewer: () => Promise<Viewer> | Viewer;
  /** What is done for each image. */
  readonly make: (image: S, plan: ImagePlan, signal: AbortSignal) => Promise<void>;
}

const chunk = 100;

/** The body of the job that makes images ready ahead of time. What is there already is not made again, so an attempt goes on where the last one ended. */
export function derivativesJob<S extends MediaSource>(media: Pick<Media, 'plans' | 'processes'>, { load, viewer, make }: DerivativesJobOptions<S>) {
  return async (payload: DerivativesPayload, job: Pick<JobRun, 'signal' | 'progress'>): Promise<void> => {
    const ids = 'imageIds' in payload ? payload.imageIds : [payload.imageId];
    const failed: unknown[] = [];
    for (let start = 0; start < ids.length; start += chunk) {
      const images = (await load(ids.slice(start, start + chunk))).filter((image) => image !== null);
      const plans = await media.plans(images, await viewer());
      let done = start;
      await atOnce(media.processes, images.length, async (index) => {
        const [image, plan] = [images[index], plans[index]];
        if (image !== undefined && plan !== undefined) await make(image, plan, job.signal).catch((error: unknown) => failed.push(error));
        job.signal.throwIfAborted();
        done += 1;
        if (ids.length > 1) await job.progress(done, ids.length);
      });
    }
    if (failed.length > 0) throw someNotMade(failed, ids.length);
  };
}

/** Runs work for 0 to count - 1, some at once, in order of their beginning. */
async function atOnce(lanes: number, count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, count) }, lane));
}

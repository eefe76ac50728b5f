import { purgedJob } from '#gallery';
import type { Intake } from './intake.ts';

/** Says how the job is done that each purged image leaves behind: its derivatives are removed. */
export function definePurged({ jobs, media }: Pick<Intake, 'jobs' | 'media'>): void {
  const forget = async ({ imageIds }: { readonly imageIds: readonly number[] }) => {
    for (const id of imageIds) await media.forget(id);
  };
  jobs.define(purgedJob, forget, { keepDone: false });
}

import type { Jobs } from '#jobs';
import { goOnMerging, type Merging, mergeJob } from './albums/merge-albums.ts';
import { purgeJob, purgeSteps } from './albums/purge-album.ts';
import { sortJob, sortSteps } from './albums/sort-album.ts';
import { bulkJob, bulkSteps } from './bulk/bulk-steps.ts';
import { accessChangeJob, finishAccessChanges } from './changes/finish-access-changes.ts';
import type { Gallery } from './gallery.ts';
import { renamesJob } from './originals/rename-later.ts';
import { settleRenames } from './originals/settle-renames.ts';

/** What outlives a command: the background part of access changes, purges, sorting, renames, and changes of many images. */
export function defineGalleryJobs(g: Gallery, jobs: Jobs): void {
  jobs.define<null>(accessChangeJob, (_, job) => finishAccessChanges(g, job.signal), { exclusive: true, keepDone: false });
  jobs.define<{ albumId: number }>(purgeJob, ({ albumId }, job) => purgeSteps(g, albumId, Number.POSITIVE_INFINITY, job.signal));
  jobs.define<{ albumId: number }>(sortJob, ({ albumId }, job) => sortSteps(g, albumId, Number.POSITIVE_INFINITY, job.signal), { keepDone: false });
  jobs.define<Merging>(mergeJob, (merging, job) => goOnMerging(g, merging, job.signal), { keepDone: false });
  jobs.define<{ changeId: number }>(bulkJob, ({ changeId }, job) => bulkSteps(g, changeId, job), { exclusive: true, keepDone: false });
  const { originals } = g;
  if (originals) {
    const rename = async (_: null, job: { readonly signal: AbortSignal }) => void (await settleRenames(g, originals, job.signal));
    jobs.define<null>(renamesJob, rename, { exclusive: true, keepDone: false });
  }
}

import type { JobRun, Rail } from '@picturerail/sdk';
import type { MetadataSettings } from './settings.ts';

export const backfillJob = 'backfill';
/** Reads those images again that an administrator has chosen. */
export const readAgainJob = 'read-again';

interface Progress {
  readonly afterId: number;
}

const left = (state: unknown): Progress => (typeof state === 'object' && state !== null && 'afterId' in state ? (state as Progress) : { afterId: 0 });

/** Reads those images that came while the plugin was not active. Goes on where an earlier attempt was cut off. */
export async function backfill(rail: Rail<MetadataSettings>, job: JobRun): Promise<void> {
  const facts = rail.db.table<{ image_id: number }>('facts');
  await rail.images.backfill({
    afterId: left(job.state).afterId,
    signal: job.signal,
    pick: async (ids) => {
      const known = new Set((await facts.select({ where: { image_id: ids } })).map((row) => row.image_id));
      return ids.filter((id) => !known.has(id));
    },
    progress: (done, total, afterId) => job.progress(done, total, { afterId }),
  });
}

/** One run serves however many activations; one that waits already is enough. */
export const startBackfill = (rail: Rail<MetadataSettings>): Promise<void> => rail.jobs.add(backfillJob, null, { key: backfillJob });

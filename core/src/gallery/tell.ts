import type { ItemOf, Json, Of } from '@picturerail/sdk';
import type { Tx } from '#database';
import { addHookJobs } from '#jobs';
import type { Gallery } from './gallery.ts';

/** Tells plugins what has happened: those with `after` by a job in this transaction, those with `on` once it has committed. */
export async function tell<N extends Of<'notice'>>(g: Gallery, tx: Tx, hook: N, items: readonly ItemOf<N>[]): Promise<void> {
  if (items.length === 0) return;
  if (g.jobs) await addHookJobs(g.jobs, tx, hook, items as unknown as readonly Json[]);
  tx.afterCommit(() => {
    void g.hooks?.notify(hook, items);
  });
}

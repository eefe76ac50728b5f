import type { Actor, Gallery } from '../gallery.ts';
import { refuseUnlessAdministrator } from '../people/may-change-users.ts';
import { type BulkChange, undoMs } from './bulk-change.ts';
import { bulkJob } from './bulk-steps.ts';
import { changeById, changesSince, lockChange, setUndoing } from './bulk-store.ts';
import { changeUnknown, notUndoable } from './errors.ts';

/** Whether images of a change can be made what they were. Files that were made anew cannot. */
export const isUndoable = ({ clock }: Pick<Gallery, 'clock'>, { phase, action, createdAt, changed }: BulkChange): boolean =>
  (phase === 'doing' || ((phase === 'done' || phase === 'failed') && changed > 0)) &&
  action.kind !== 'remake' &&
  action.kind !== 'plugin' &&
  createdAt >= clock() - undoMs;

/** Leaves undoing to the job; one that is still under way stops for it. Errors: `status-needed`, `bulk-change-unknown`, `bulk-change-not-undoable`. */
export async function undoBulkChange(g: Gallery, actor: Actor, id: number): Promise<void> {
  refuseUnlessAdministrator(actor, 'undo a change of many images');
  await g.database.transaction(async (tx) => {
    const change = await lockChange(tx, id);
    if (!change) throw changeUnknown(id);
    if (!isUndoable(g, change)) throw notUndoable(id);
    await setUndoing(tx, id, 'system' in actor ? null : actor.userId);
    await g.jobs?.add(tx, bulkJob, { changeId: id });
  });
}

/** Errors: `status-needed`, `bulk-change-unknown`. */
export async function findBulkChange(g: Gallery, actor: Actor, id: number): Promise<BulkChange> {
  refuseUnlessAdministrator(actor, 'look at changes of many images');
  const change = await changeById(g.database.read, id);
  if (!change) throw changeUnknown(id);
  return change;
}

/** Those that may still be undone, the latest first. Errors: `status-needed`. */
export async function listBulkChanges(g: Gallery, actor: Actor, limit: number): Promise<BulkChange[]> {
  refuseUnlessAdministrator(actor, 'look at changes of many images');
  return changesSince(g.database.read, g.clock() - undoMs, limit);
}

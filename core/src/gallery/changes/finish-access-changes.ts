import { setTimeout as delay } from 'node:timers/promises';
import type { Tx } from '#database';
import { emptyListId } from '../access/access-list.ts';
import { openLedger } from '../access/ledger.ts';
import type { Registry } from '../access/registry.ts';
import { trashId } from '../albums/album-path.ts';
import { albumById } from '../albums/albums-store.ts';
import type { Gallery } from '../gallery.ts';
import { rest } from '../rest.ts';
import { timed } from '../timed.ts';
import { type AccessChangeRow, deleteChange, firstUnsettled, firstUnswitched, lockChange } from './access-changes-store.ts';
import { hideStep } from './hide-step.ts';
import { moveStep } from './move-step.ts';
import { settleStep } from './settle-step.ts';
import { switchStep } from './switch-step.ts';
import { targetsOf } from './targets.ts';

export const accessChangeJob = 'gallery:access-change';

/** What a command does itself before it leaves the rest to the job: enough for the albums people change by hand, and never long. */
const stepsOfACommand = 15;
const msOfACommand = 200;

/** A change that has not come on for so long belongs to a process that died, or that needs help. */
const idleMs = 500;

/** Works through all that is not effective yet, oldest first: its own change, and what a process left that died. */
export async function makeEffective(g: Gallery, signal?: AbortSignal): Promise<void> {
  while (await step(g, firstUnswitched, switchingStep)) signal?.throwIfAborted();
}

/** A few steps of what is effective but not everywhere visible yet. */
export async function settleAWhile(g: Gallery): Promise<void> {
  const until = performance.now() + msOfACommand;
  for (let left = stepsOfACommand; left > 0 && performance.now() < until; left -= 1) {
    if (!(await step(g, firstUnsettled, settleStep))) return;
  }
}

/** Works through all access changes that are open; what the job `gallery:access-change` does. */
export async function finishAccessChanges(g: Gallery, signal?: AbortSignal): Promise<void> {
  if (signal) await whileItComesOn(g, signal);
  await makeEffective(g, signal);
  for (;;) {
    signal?.throwIfAborted();
    if (!(await step(g, firstUnsettled, settleStep))) return;
    if (signal) await rest(g);
  }
}

/**
 * Waits as long as the process that has begun a change gets on with it: people wait for that one, and jobs, which give
 * way to everything else, would hold what it needs next.
 */
async function whileItComesOn(g: Gallery, signal: AbortSignal): Promise<void> {
  for (let before = ''; ; await delay(idleMs, undefined, { signal })) {
    const change = await firstUnswitched(g.database.read);
    const reached = change ? [change.id, change.phase, change.cursorAlbumId, change.cursorImageId].join() : before;
    if (reached === before) return;
    before = reached;
  }
}

/** Returns how much it took on. */
type Step = (g: Gallery, tx: Tx, registry: Registry, change: AccessChangeRow) => Promise<number>;

/** One step of the first change there is, as a transaction; false where there is none. Several processes may take turns. */
async function step(g: Gallery, first: typeof firstUnswitched, work: Step): Promise<boolean> {
  if (!(await first(g.database.read))) return false;
  const registry = await g.access.registry();
  await g.database.transaction(async (tx) => {
    const found = await first(tx);
    const change = found && (await lockChange(tx, found.id));
    if (!change || change.phase !== found.phase) return;
    await timed(g, change.phase, () => work(g, tx, registry, change));
    tx.afterCommit(() => g.access.touch());
  });
  return true;
}

async function switchingStep(g: Gallery, tx: Tx, registry: Registry, change: AccessChangeRow): Promise<number> {
  const album = await albumById(tx, change.albumId);
  if (!album) {
    await deleteChange(tx, change.id);
    return 0;
  }
  if (change.phase === 'move') return moveStep(g, tx, { change, album });
  const ledger = openLedger(registry, tx);
  const { ownAccessId } = change;
  const parentId = change.targetParentId ?? (album.parentId as number);
  // In the trash all lists are the same: nothing has to be read for each step.
  const targets = parentId === trashId ? { of: () => emptyListId } : await targetsOf(tx, ledger, { album, parentId, ownAccessId, links: registry.links });
  const one = { change, album, ledger, targets };
  return change.phase === 'hide' ? hideStep(g, tx, one) : switchStep(g, tx, one);
}

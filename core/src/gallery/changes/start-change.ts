import type { Tx } from '#database';
import { type Ledger, openLedger } from '../access/ledger.ts';
import type { Registry } from '../access/registry.ts';
import { type AlbumRecord, idsBelow, setOwnAccess } from '../albums/albums-store.ts';
import type { Gallery } from '../gallery.ts';
import { tell } from '../tell.ts';
import { firstUnswitched, insertChange } from './access-changes-store.ts';
import { accessChangeJob, makeEffective, settleAWhile } from './finish-access-changes.ts';
import { moveBelow, moveTop, refuseTooDeep } from './move-place.ts';
import { targetsOf } from './targets.ts';

/** What is to become of an album's place and list. */
export interface PlannedChange {
  readonly album: AlbumRecord;
  /** Null: it stays where it is. */
  readonly parentId: number | null;
  readonly ownAccessId: number | null;
}

/**
 * Changes an album's list or place, one after the other with all others: `plan` decides inside the transaction that
 * begins the change, null for nothing to do. Effective when it returns; what is left is a job.
 */
export async function changeAccess(g: Gallery, plan: (tx: Tx, ledger: Ledger) => Promise<PlannedChange | null>): Promise<void> {
  for (;;) {
    await makeEffective(g);
    const registry = await g.access.registry();
    const begun = await g.database.transaction((tx) => begin(g, tx, registry, plan));
    if (begun === 'busy') continue;
    if (begun === 'begun') await makeEffective(g);
    break;
  }
  await settleAWhile(g);
}

async function begin(
  g: Gallery,
  tx: Tx,
  registry: Registry,
  plan: (tx: Tx, ledger: Ledger) => Promise<PlannedChange | null>,
): Promise<'busy' | 'begun' | 'done'> {
  const ledger = openLedger(registry, tx);
  // Held until this transaction ends: nobody else begins a change meanwhile.
  await ledger.moveTree();
  if (await firstUnswitched(tx)) return 'busy';
  const planned = await plan(tx, ledger);
  tx.afterCommit(() => g.access.touch());
  if (!planned) return 'done';
  return (await isInstant(g, tx, { ledger, registry, planned })) ? 'done' : 'begun';
}

interface Begun {
  readonly ledger: Ledger;
  readonly registry: Registry;
  readonly planned: PlannedChange;
}

/** Where no album gets another list, and not many move, there is nothing to work through. */
async function isInstant(g: Gallery, tx: Tx, { ledger, registry, planned }: Begun): Promise<boolean> {
  const { album, parentId, ownAccessId } = planned;
  if (parentId !== null) await refuseTooDeep(tx, album, parentId);
  const targets = await targetsOf(tx, ledger, { album, parentId: parentId ?? (album.parentId as number), ownAccessId, links: registry.links });
  if (!targets.change && (parentId === null || (await isSmall(g, tx, album)))) {
    await setOwnAccess(tx, album.id, ownAccessId);
    if (parentId !== null) await moveBelow(tx, { ...(await moveTop(g, tx, album.id, parentId)), limit: g.steps.size('move') });
    await tell(g, tx, parentId === null ? 'albums:updated' : 'albums:moved', [{ albumId: album.id }]);
    return true;
  }
  const narrows = await targets.narrow();
  await insertChange(tx, {
    albumId: album.id,
    targetParentId: parentId,
    ownAccessId,
    phase: narrows ? 'hide' : parentId === null ? 'switch' : 'move',
    narrows,
    now: g.clock(),
  });
  await g.jobs?.add(tx, accessChangeJob, null, { key: accessChangeJob });
  return false;
}

/** Its albums follow it in one step. */
const isSmall = async (g: Gallery, tx: Tx, { path }: AlbumRecord): Promise<boolean> => {
  const most = g.steps.size('move');
  return (await idsBelow(tx, path, most + 1)).length <= most;
};

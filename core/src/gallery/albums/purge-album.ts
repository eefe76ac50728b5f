import { openLedger } from '../access/ledger.ts';
import { askPlugins } from '../ask-plugins.ts';
import { changeAccess } from '../changes/start-change.ts';
import { statusNeeded } from '../errors.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { holdImages } from '../images/hold-images.ts';
import { imagesIn } from '../images/placements-store.ts';
import { takeOut } from '../images/remove-placements.ts';
import { administers } from '../people/may-change-users.ts';
import { tell } from '../tell.ts';
import { albumById, deleteAlbum, inTrash, lastBelow } from './albums-store.ts';
import { lockTrashed } from './trash-album.ts';

export const purgeJob = 'gallery:purge-album';

const imagesPerStep = 150;
/** Steps a command makes itself before it leaves the rest to the job. */
const stepsOfACommand = 40;

/**
 * For good; only from the trash, and for administrators. Images that also hang elsewhere stay there, the others hang
 * nowhere until somebody places them. Plugins may refuse. Errors: `album-unknown`, `album-not-in-trash`, `status-needed`.
 */
export async function purgeAlbum(g: Gallery, actor: Actor, id: number): Promise<void> {
  if (!administers(actor)) throw statusNeeded('delete albums for good', 'administrator');
  await changeAccess(g, async (tx) => {
    await lockTrashed(tx, id);
    await askPlugins(g, tx, 'albums:beforeDelete', [{ albumId: id }]);
    await g.jobs?.add(tx, purgeJob, { albumId: id }, { key: `${purgeJob}:${id}` });
    return null;
  });
  await purgeSteps(g, id, g.jobs ? stepsOfACommand : Number.POSITIVE_INFINITY);
}

/** From the deepest album up: images are taken out, then the album goes. Stops where it was restored meanwhile. */
export async function purgeSteps(g: Gallery, id: number, steps: number, signal?: AbortSignal): Promise<void> {
  for (let left = steps; left > 0; left -= 1) {
    signal?.throwIfAborted();
    if (!(await purgeStep(g, id))) return;
  }
}

async function purgeStep(g: Gallery, id: number): Promise<boolean> {
  const registry = await g.access.registry();
  return g.database.transaction(async (tx) => {
    const top = await albumById(tx, id);
    if (!top || !inTrash(top)) return false;
    const deepest = await lastBelow(tx, top.path);
    const ids = await imagesIn(tx, deepest.id, { afterId: 0, limit: imagesPerStep });
    tx.afterCommit(() => g.access.touch());
    if (ids.length > 0) {
      const held = await holdImages(tx, ids, [deepest.id]);
      await takeOut(g, { tx, ledger: openLedger(registry, tx), ...held }, (_, placement) => placement.albumId === deepest.id);
      return true;
    }
    await deleteAlbum(tx, deepest.id);
    await tell(g, tx, 'albums:deleted', [{ albumId: deepest.id }]);
    return true;
  });
}

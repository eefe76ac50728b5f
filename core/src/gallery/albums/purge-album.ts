import type { Tx } from '#database';
import { openLedger } from '../access/ledger.ts';
import type { Registry } from '../access/registry.ts';
import { askPlugins } from '../ask-plugins.ts';
import { isChanging } from '../changes/access-changes-store.ts';
import { changeAccess } from '../changes/start-change.ts';
import { statusNeeded } from '../errors.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { holdImages } from '../images/hold-images.ts';
import { imagesIn } from '../images/placements-store.ts';
import { takeOut } from '../images/remove-placements.ts';
import { note } from '../note.ts';
import { administers } from '../people/may-change-users.ts';
import { rest } from '../rest.ts';
import { tell } from '../tell.ts';
import { timed } from '../timed.ts';
import { deleteAlbums, inTrash, lastBelow, lockAlbums } from './albums-store.ts';
import { lockTrashed } from './trash-album.ts';

export const purgeJob = 'gallery:purge-album';

const albumsPerStep = 25;
/** Steps a command makes itself before it leaves the rest to the job. */
const stepsOfACommand = 15;

/**
 * For good; only from the trash, and for administrators. Images that also hang elsewhere stay there, the others hang
 * nowhere until somebody places them. Plugins may refuse. Errors: `album-unknown`, `album-not-in-trash`, `status-needed`.
 */
export async function purgeAlbum(g: Gallery, actor: Actor, id: number): Promise<void> {
  if (!administers(actor)) throw statusNeeded('delete albums for good', 'administrator');
  await changeAccess(g, async (tx) => {
    const { title } = await lockTrashed(tx, id);
    await askPlugins(g, tx, 'albums:beforeDelete', [{ albumId: id }]);
    await g.jobs?.add(tx, purgeJob, { albumId: id }, { key: `${purgeJob}:${id}` });
    await note(g, tx, actor, { deed: 'album-deleted', id, name: title });
    return null;
  });
  await purgeSteps(g, id, g.jobs ? stepsOfACommand : Number.POSITIVE_INFINITY);
}

/** From the last album up: images are taken out, then the album goes. Stops where it is being restored. */
export async function purgeSteps(g: Gallery, id: number, steps: number, signal?: AbortSignal): Promise<void> {
  for (let left = steps; left > 0; left -= 1) {
    signal?.throwIfAborted();
    if (!(await purgeStep(g, id))) return;
    if (signal) await rest(g);
  }
}

async function purgeStep(g: Gallery, id: number): Promise<boolean> {
  const registry = await g.access.registry();
  return g.database.transaction(async (tx) => {
    // Nobody begins to restore it meanwhile, and those who purge it take turns: a command and the job after it would deadlock.
    const [top] = await lockAlbums(tx, [id]);
    if (!top || !inTrash(top) || (await isChanging(tx, id))) return false;
    await timed(g, 'purge', () => purgeLast(g, tx, registry, top.path));
    tx.afterCommit(() => g.access.touch());
    return true;
  });
}

/** Takes the next images out of the last albums, and deletes those that are empty then. Returns how many images. */
async function purgeLast(g: Gallery, tx: Tx, registry: Registry, path: string): Promise<number> {
  const limit = g.steps.size('purge');
  const last = await lastBelow(tx, path, albumsPerStep);
  const leaving = new Map<number, readonly number[]>();
  let left = limit;
  for (const albumId of last) {
    const ids = await imagesIn(tx, albumId, { afterId: 0, limit: left });
    leaving.set(albumId, ids);
    left -= ids.length;
    if (left === 0) break;
  }
  const emptied = last.filter((albumId) => leaving.has(albumId)).slice(0, left === 0 ? -1 : undefined);
  const imageIds = [...new Set([...leaving.values()].flat())];
  if (imageIds.length > 0) {
    const held = await holdImages(tx, imageIds, leaving.keys());
    await takeOut(g, { tx, ledger: openLedger(registry, tx), ...held }, (_, placement) => leaving.has(placement.albumId));
  }
  await deleteAlbums(tx, emptied);
  await tell(
    g,
    tx,
    'albums:deleted',
    emptied.map((albumId) => ({ albumId })),
  );
  return limit - left;
}

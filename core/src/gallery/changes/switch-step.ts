import type { Tx } from '#database';
import { type AlbumRecord, lockAlbums, setAccess, setOwnAccess, subtreeAfter } from '../albums/albums-store.ts';
import type { Gallery } from '../gallery.ts';
import { groupBy } from '../group-by.ts';
import { statsHere } from '../stats/album-stats-store.ts';
import { applyStats } from '../stats/apply-stats.ts';
import { countHere, type StatDeltas } from '../stats/stat-deltas.ts';
import { tell } from '../tell.ts';
import { moveCursor, rememberSwitched } from './access-changes-store.ts';
import type { ChangeStep } from './change-step.ts';

/** Switches albums and counts to their new lists, in the order of ids. Returns how many albums it went through. */
export async function switchStep(g: Gallery, tx: Tx, step: ChangeStep): Promise<number> {
  const { change, album, ledger } = step;
  if (album.ownAccessId !== change.ownAccessId) await setOwnAccess(tx, album.id, change.ownAccessId);
  const limit = g.steps.size('switch');
  const rows = await subtreeAfter(tx, album.path, { afterId: change.cursorAlbumId, limit });
  const last = rows.at(-1);
  const done = rows.length < limit;
  const switching = rows.filter((row) => row.accessId !== step.targets.of(row.path));
  await rememberSwitched(
    tx,
    change.id,
    switching.map((row) => row.id),
  );
  await moveCursor(tx, change.id, done ? { phase: 'settle', albumId: 0, imageId: 0 } : { phase: 'switch', albumId: last?.id ?? 0, imageId: 0 });
  if (done) {
    await ledger.moveTree();
    await tell(g, tx, change.targetParentId === null ? 'albums:updated' : 'albums:moved', [{ albumId: album.id }]);
  }
  await switchAlbums(
    tx,
    step,
    switching.map((row) => row.id),
  );
  return rows.length;
}

/** Counts are read once the albums are held: whoever was placing images there has committed then. */
async function switchAlbums(tx: Tx, { targets }: ChangeStep, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const albums = await lockAlbums(tx, ids);
  const targetOf = (album: AlbumRecord) => targets.of(album.path);
  for (const [accessId, group] of groupBy(albums, targetOf)) {
    await setAccess(
      tx,
      group.map((album) => album.id),
      accessId,
    );
  }
  const deltas: StatDeltas = new Map();
  const here = groupBy(await statsHere(tx, ids), (row) => row.albumId);
  for (const album of albums) {
    for (const { accessId, narrowId, images, newestHere } of here.get(album.id) ?? []) {
      const counted = { path: album.path, narrowId, images, newest: newestHere };
      countHere(deltas, -1, { ...counted, accessId });
      countHere(deltas, 1, { ...counted, accessId: targetOf(album) });
    }
  }
  await applyStats(tx, deltas);
}

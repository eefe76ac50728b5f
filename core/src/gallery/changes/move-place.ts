import type { Tx } from '#database';
import { ancestorsOf, idsOf, pathUnder, trashId } from '../albums/album-path.ts';
import { type AlbumRecord, albumById, longestPathBelow, movePlace, nextPosition } from '../albums/albums-store.ts';
import { albumTooDeep } from '../albums/errors.ts';
import { freeDirectory } from '../albums/free-directory.ts';
import type { Gallery } from '../gallery.ts';
import { directoryKey } from '../originals/original-key.ts';
import { renameLater } from '../originals/rename-later.ts';
import { statsOf } from '../stats/album-stats-store.ts';
import { applyStats } from '../stats/apply-stats.ts';
import { countBelow, type StatDeltas } from '../stats/stat-deltas.ts';

const longestPath = 700;

/** Hangs a held album under another parent, with all below it: rows, counts above, and the directory of its originals. */
export async function moveTo(g: Gallery, tx: Tx, album: AlbumRecord, parentId: number): Promise<void> {
  const parent = (await albumById(tx, parentId)) as AlbumRecord;
  const path = pathUnder(parent.path, album.id);
  if ((await longestPathBelow(tx, album.path)) - album.path.length + path.length > longestPath) throw albumTooDeep(album.title);
  const from = await directoryKey(tx, album.path);
  const directory = await freeDirectory(tx, parent, album.directory);
  const trashing = parentId === trashId;
  const trashed = trashing ? { trashedFrom: album.parentId, trashedAccessId: album.accessId } : { trashedFrom: null, trashedAccessId: null };
  await movePlace(tx, album, { parentId, path, position: await nextPosition(tx, parentId), ...directory, ...trashed });
  const to = await directoryKey(tx, path);
  await renameLater(g, tx, from === to ? [] : [{ imageId: 0, from, to }]);
  await moveCounts(tx, album, idsOf(parent.path).slice(1));
}

/** Read once paths have changed: whoever was placing images below has committed then. */
async function moveCounts(tx: Tx, album: AlbumRecord, chain: readonly number[]): Promise<void> {
  const deltas: StatDeltas = new Map();
  for (const { accessId, narrowId, subtreeImages, newest } of await statsOf(tx, [album.id])) {
    const counted = { accessId, narrowId, images: subtreeImages, newest };
    countBelow(deltas, -1, { ...counted, chain: ancestorsOf(album.path) });
    countBelow(deltas, 1, { ...counted, chain });
  }
  await applyStats(tx, deltas);
}

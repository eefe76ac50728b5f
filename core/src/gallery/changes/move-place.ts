import type { Tx } from '#database';
import { ancestorsOf, chainOf, pathUnder, trashId } from '../albums/album-path.ts';
import { type AlbumRecord, albumById, followPaths, idsBelow, lockAlbums, longestPathBelow, movePlace, nextPosition } from '../albums/albums-store.ts';
import { albumTooDeep } from '../albums/errors.ts';
import { freeDirectory } from '../albums/free-directory.ts';
import type { Gallery } from '../gallery.ts';
import { directoryKey } from '../originals/original-key.ts';
import { renameLater } from '../originals/rename-later.ts';
import { lockDirectories } from '../originals/renames-store.ts';
import { statsHere, statsOf } from '../stats/album-stats-store.ts';
import { applyStats } from '../stats/apply-stats.ts';
import { countBelow, type StatDeltas } from '../stats/stat-deltas.ts';

/** Some steps below the 700 bytes of the column: a move that is under way cannot fail because albums are made below meanwhile. */
const longestPath = 660;

/** Errors: `album-too-deep`. */
export async function refuseTooDeep(tx: Tx, album: AlbumRecord, parentId: number): Promise<void> {
  const parent = (await albumById(tx, parentId)) as AlbumRecord;
  const deeper = pathUnder(parent.path, album.id).length - album.path.length;
  if (deeper > 0 && (await longestPathBelow(tx, album.path)) + deeper > longestPath) throw albumTooDeep(album.title);
}

/**
 * Hangs an album under another parent: its row, the directory of its originals with all below, what lies directly in it,
 * and what is newest above. Albums below follow by {@link moveBelow}; until then each counts where its path says.
 */
export async function moveTop(g: Gallery, tx: Tx, id: number, parentId: number): Promise<{ readonly from: string; readonly to: string }> {
  const held = await lockAlbums(tx, [id, parentId]);
  const album = held.find((one) => one.id === id) as AlbumRecord;
  const parent = held.find((one) => one.id === parentId) as AlbumRecord;
  await lockDirectories(tx);
  const path = pathUnder(parent.path, album.id);
  const from = await directoryKey(tx, album.id);
  const directory = await freeDirectory(tx, parent, album.directory);
  const trashing = parentId === trashId;
  const trashed = trashing ? { trashedFrom: album.parentId, trashedAccessId: album.accessId } : { trashedFrom: null, trashedAccessId: null };
  await movePlace(tx, album.id, { parentId, path, position: await nextPosition(tx, parentId), ...directory, ...trashed });
  const to = await directoryKey(tx, album.id);
  await renameLater(g, tx, from === to ? [] : [{ imageId: 0, from, to }]);
  await moveCounts(tx, album.path, path, [album.id]);
  return { from: album.path, to: path };
}

/** The next albums below one that has moved follow it, with what lies directly in them; returns how many. */
export async function moveBelow(tx: Tx, { from, to, limit }: { readonly from: string; readonly to: string; readonly limit: number }): Promise<number> {
  const ids = await idsBelow(tx, from, limit);
  if (ids.length === 0) return 0;
  // Whoever was placing images or making albums there has committed then, and was counted by the path it saw.
  await lockAlbums(tx, ids);
  await followPaths(tx, ids, { from, to });
  await moveCounts(tx, from, to, ids);
  return ids.length;
}

/** What lies directly in albums leaves those above the old place and comes to those above the new one. */
async function moveCounts(tx: Tx, from: string, to: string, ids: readonly number[]): Promise<void> {
  const top = chainOf(to).at(-1) as number;
  const deltas: StatDeltas = new Map();
  for (const row of await statsHere(tx, ids)) {
    const counted = { accessId: row.accessId, narrowId: row.narrowId, images: row.images, newest: row.newestHere };
    countBelow(deltas, -1, { ...counted, chain: ancestorsOf(from) });
    countBelow(deltas, 1, { ...counted, chain: ancestorsOf(to) });
  }
  // Once the album itself is gone from there, nothing below it is the newest of those above any more.
  if (ids.includes(top)) {
    for (const { accessId, narrowId, newest } of await statsOf(tx, [top])) {
      countBelow(deltas, -1, { accessId, narrowId, images: 0, newest, chain: ancestorsOf(from) });
    }
  }
  await applyStats(tx, deltas);
}

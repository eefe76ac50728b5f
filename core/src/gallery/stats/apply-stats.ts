import type { Tx } from '#database';
import { addToStats, deleteEmptyStats, newestBelow, newestPlaced, setNewest, statsOf } from './album-stats-store.ts';
import { type StatDelta, type StatDeltas, sortedDeltas } from './stat-deltas.ts';

/**
 * Writes summed changes: the last thing a transaction does. Where the newest image left, the next one is looked for,
 * from the deepest album up because an album's newest is that of the albums in it.
 */
export async function applyStats(tx: Tx, deltas: StatDeltas): Promise<void> {
  const rows = sortedDeltas(deltas);
  await addToStats(tx, rows);
  const shrunk = rows.filter((row) => row.left > 0 || row.leftHere > 0);
  if (shrunk.length === 0) return;
  const albumIds = [...new Set(shrunk.map((row) => row.albumId))];
  await deleteEmptyStats(tx, albumIds);
  await mendNewest(
    tx,
    shrunk.sort((a, b) => b.depth - a.depth),
    albumIds,
  );
}

async function mendNewest(tx: Tx, shrunk: readonly StatDelta[], albumIds: readonly number[]): Promise<void> {
  const keyOf = (row: { readonly albumId: number; readonly accessId: number; readonly narrowId: number }) => `${row.albumId}:${row.accessId}:${row.narrowId}`;
  const standing = new Map((await statsOf(tx, albumIds)).map((row) => [keyOf(row), row]));
  for (const delta of shrunk) {
    const row = standing.get(keyOf(delta));
    if (!row || (row.newestHere > delta.leftHere && row.newest > delta.left)) continue;
    const here = row.newestHere > delta.leftHere ? row.newestHere : await newestHere(tx, row);
    const newest = row.newest > delta.left ? row.newest : Math.max(here, await newestBelow(tx, row));
    if (here !== row.newestHere || newest !== row.newest) await setNewest(tx, { ...row, newestHere: here, newest });
  }
}

const newestHere = (tx: Tx, row: { readonly images: number; readonly albumId: number; readonly accessId: number; readonly narrowId: number }) =>
  row.images === 0 ? Promise.resolve(0) : newestPlaced(tx, row);

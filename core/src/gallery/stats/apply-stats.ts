import type { Tx } from '#database';
import { groupBy } from '../group-by.ts';
import {
  addToStats,
  deleteStats,
  type NewestRow,
  newestBelow,
  newestOfAllBelow,
  newestPlaced,
  type StatRow,
  setNewest,
  statsByKey,
} from './album-stats-store.ts';
import { type StatDelta, type StatDeltas, type StatKey, sortedDeltas } from './stat-deltas.ts';

/** More rows of one album than this, and the newest below are looked for all at once. */
const fewRows = 8;

/**
 * Writes summed changes: the last thing a transaction does. Where the newest image left, the next one is looked for,
 * from the deepest album up because an album's newest is that of the albums in it.
 */
export async function applyStats(tx: Tx, deltas: StatDeltas): Promise<void> {
  const rows = sortedDeltas(deltas);
  await addToStats(tx, rows.filter(adds));
  const shrunk = new Map(rows.filter(({ left, leftHere }) => left > 0 || leftHere > 0).map((delta) => [keyOf(delta), delta]));
  const standing = await statsByKey(tx, [...shrunk.values()]);
  await deleteStats(
    tx,
    standing.filter((row) => row.subtreeImages === 0),
  );
  const doubtful = standing.flatMap((row) => {
    const delta = shrunk.get(keyOf(row)) as StatDelta;
    const kept = row.subtreeImages === 0 || (row.newestHere > delta.leftHere && row.newest > delta.left);
    return kept ? [] : [{ row, delta }];
  });
  const levels = [...groupBy(doubtful, ({ delta }) => delta.depth)].sort(([a], [b]) => b - a);
  for (const [, level] of levels) await mendNewest(tx, level);
}

const adds = (row: StatDelta): boolean => row.images !== 0 || row.subtreeImages !== 0 || row.newest > 0;

const keyOf = ({ albumId, accessId, narrowId }: StatKey): string => `${albumId}:${accessId}:${narrowId}`;

/** Rows of albums that are as deep whose newest image may have left. */
async function mendNewest(tx: Tx, doubtful: readonly { readonly row: StatRow; readonly delta: StatDelta }[]): Promise<void> {
  const lost = doubtful.filter(({ row, delta }) => row.newest <= delta.left);
  const below = await findBelow(
    tx,
    lost.map(({ row }) => row),
  );
  const mended: NewestRow[] = [];
  for (const { row, delta } of doubtful) {
    const newestHere = row.newestHere > delta.leftHere ? row.newestHere : row.images === 0 ? 0 : await newestPlaced(tx, row);
    const newest = row.newest > delta.left ? row.newest : Math.max(newestHere, below.get(keyOf(row)) ?? 0);
    if (newestHere !== row.newestHere || newest !== row.newest) mended.push({ ...row, newestHere, newest });
  }
  await setNewest(tx, mended);
}

/** Newest images below albums, for some of their rows. */
async function findBelow(tx: Tx, rows: readonly StatRow[]): Promise<ReadonlyMap<string, number>> {
  const byAlbum = [...groupBy(rows, (row) => row.albumId)];
  const few = byAlbum.filter(([, of]) => of.length <= fewRows).flatMap(([, of]) => of);
  const found = await newestBelow(tx, few);
  for (const [albumId, of] of byAlbum) if (of.length > fewRows) found.push(...(await newestOfAllBelow(tx, albumId)));
  return new Map(found.map((one) => [keyOf(one), one.newest ?? 0]));
}

import type { Tx } from '#database';
import { groupBy } from '../group-by.ts';
import { addToStats, deleteStats, newestBelow, newestOfAllBelow, newestPlaced, type StatRow, setNewest, statsByKey } from './album-stats-store.ts';
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
  const albums = [...groupBy(doubtful, ({ row }) => row.albumId).values()].sort(([a], [b]) => (b?.delta.depth ?? 0) - (a?.delta.depth ?? 0));
  for (const album of albums) await mendNewest(tx, album);
}

const adds = (row: StatDelta): boolean => row.images !== 0 || row.subtreeImages !== 0 || row.newest > 0;

const keyOf = ({ albumId, accessId, narrowId }: StatKey): string => `${albumId}:${accessId}:${narrowId}`;

/** Rows of one album whose newest image may have left. */
async function mendNewest(tx: Tx, doubtful: readonly { readonly row: StatRow; readonly delta: StatDelta }[]): Promise<void> {
  const lost = doubtful.filter(({ row, delta }) => row.newest <= delta.left);
  const below = await findBelow(
    tx,
    lost.map(({ row }) => row),
  );
  for (const { row, delta } of doubtful) {
    const newestHere = row.newestHere > delta.leftHere ? row.newestHere : row.images === 0 ? 0 : await newestPlaced(tx, row);
    const newest = row.newest > delta.left ? row.newest : Math.max(newestHere, below.get(keyOf(row)) ?? 0);
    if (newestHere !== row.newestHere || newest !== row.newest) await setNewest(tx, { ...row, newestHere, newest });
  }
}

/** Newest images below one album, for some of its rows. */
async function findBelow(tx: Tx, rows: readonly StatRow[]): Promise<ReadonlyMap<string, number>> {
  const albumId = rows[0]?.albumId ?? 0;
  if (rows.length > fewRows) return new Map((await newestOfAllBelow(tx, albumId)).map((found) => [keyOf({ ...found, albumId }), found.newest]));
  const found = new Map<string, number>();
  for (const row of rows) found.set(keyOf(row), await newestBelow(tx, row));
  return found;
}

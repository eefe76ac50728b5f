import type { Tx } from '#database';
import { groupBy } from '../group-by.ts';
import { addToStats, deleteEmptyStats, newestBelow, newestOfAllBelow, newestPlaced, type StatRow, setNewest, statsOf } from './album-stats-store.ts';
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
  const shrunk = rows.filter((row) => row.left > 0 || row.leftHere > 0);
  if (shrunk.length === 0) return;
  const albums = [...groupBy(shrunk, (row) => row.albumId)].sort(([, a], [, b]) => (b[0]?.depth ?? 0) - (a[0]?.depth ?? 0));
  const ids = albums.map(([id]) => id);
  await deleteEmptyStats(tx, ids);
  const standing = groupBy(await statsOf(tx, ids), (row) => row.albumId);
  for (const [id, left] of albums) await mendNewest(tx, left, standing.get(id) ?? []);
}

const adds = (row: StatDelta): boolean => row.images !== 0 || row.subtreeImages !== 0 || row.newest > 0;

const keyOf = ({ accessId, narrowId }: Omit<StatKey, 'albumId'>): string => `${accessId}:${narrowId}`;

/** Of one album. */
async function mendNewest(tx: Tx, left: readonly StatDelta[], standing: readonly StatRow[]): Promise<void> {
  const leaving = new Map(left.map((delta) => [keyOf(delta), delta]));
  const doubtful = standing.flatMap((row) => {
    const delta = leaving.get(keyOf(row));
    return delta && !(row.newestHere > delta.leftHere && row.newest > delta.left) ? [{ row, delta }] : [];
  });
  const below = await findBelow(
    tx,
    doubtful.filter(({ row, delta }) => row.newest <= delta.left).map(({ row }) => row),
  );
  for (const { row, delta } of doubtful) {
    const newestHere = row.newestHere > delta.leftHere ? row.newestHere : row.images === 0 ? 0 : await newestPlaced(tx, row);
    const newest = row.newest > delta.left ? row.newest : Math.max(newestHere, below.get(keyOf(row)) ?? 0);
    if (newestHere !== row.newestHere || newest !== row.newest) await setNewest(tx, { ...row, newestHere, newest });
  }
}

/** Newest images below one album, for some of its rows. */
async function findBelow(tx: Tx, rows: readonly StatRow[]): Promise<ReadonlyMap<string, number>> {
  const [first] = rows;
  if (!first) return new Map();
  if (rows.length > fewRows) return new Map((await newestOfAllBelow(tx, first.albumId)).map((found) => [keyOf(found), found.newest]));
  const found = new Map<string, number>();
  for (const row of rows) found.set(keyOf(row), await newestBelow(tx, row));
  return found;
}

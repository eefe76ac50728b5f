import type { Database, Tx } from '#database';
import { digestOf } from './digest.ts';
import type { Registry } from './registry.ts';
import type { Sight } from './sight.ts';
import { deleteViewerSet, insertGrants, insertViewerSet, markViewerSet, unusedViewerSet, type ViewerSetRow, viewerSet } from './viewer-sets-store.ts';

/** Longer lists are kept in the database: statements with so many literals cost more to parse than to run (measured). */
export const longestLiteral = 200;
const day = 86_400_000;
const keepMs = 30 * day;

export const isLong = ({ lists, narrows, visibilities }: Sight): boolean => Math.max(lists.size, narrows.size, visibilities.size) > longestLiteral;

interface Storing {
  readonly registry: Registry;
  readonly sight: Sight;
  readonly now: number;
}

/** Keeps what these principals may see as rows that statements join, and returns their number. What was kept earlier only grows. */
export async function storeSight(database: Database, storing: Storing): Promise<number> {
  const digest = digestOf([...storing.sight.principals].sort((a, b) => a - b).join(','));
  const known = await viewerSet(database.read, digest);
  if (known && isComplete(known, storing)) return known.id;
  return database.transaction(async (tx) => {
    await insertViewerSet(tx, digest, storing.now);
    const row = (await viewerSet(tx, digest)) as ViewerSetRow;
    await complete(tx, row, storing);
    const unused = await unusedViewerSet(tx, storing.now - keepMs);
    if (unused) await deleteViewerSet(tx, unused.id);
    return row.id;
  });
}

const isComplete = (row: ViewerSetRow, { registry: { last }, now }: Storing): boolean =>
  row.last_list_id >= last.list && row.last_narrow_id >= last.narrow && row.last_visibility_id >= last.visibility && row.used_at > now - day;

async function complete(tx: Tx, row: ViewerSetRow, { registry: { last }, sight, now }: Storing): Promise<void> {
  const above = (ids: ReadonlySet<number>, known: number) => [...ids].filter((id) => id > known);
  await insertGrants(tx, row.id, 'list', above(sight.lists, row.last_list_id));
  // 0 stands for no narrow key and is granted to everybody.
  await insertGrants(tx, row.id, 'narrow', row.last_narrow_id === 0 ? [...sight.narrows] : above(sight.narrows, row.last_narrow_id));
  await insertGrants(tx, row.id, 'visibility', above(sight.visibilities, row.last_visibility_id));
  await markViewerSet(tx, {
    id: row.id,
    last_list_id: Math.max(row.last_list_id, last.list),
    last_narrow_id: Math.max(row.last_narrow_id, last.narrow),
    last_visibility_id: Math.max(row.last_visibility_id, last.visibility),
    used_at: now,
  });
}

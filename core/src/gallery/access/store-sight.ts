import type { Database, Tx } from '#database';
import { digestOf } from './digest.ts';
import type { Registry } from './registry.ts';
import type { Granted, Sight } from './sight.ts';
import { deleteViewerSet, insertGrants, insertViewerSet, markViewerSet, unusedViewerSet, type ViewerSetRow, viewerSet } from './viewer-sets-store.ts';

/** Longer lists are kept in the database: statements with so many literals cost more to parse than to run (measured). */
export const longestLiteral = 200;
const day = 86_400_000;
const keepMs = 30 * day;

export const isLong = ({ lists, narrows, visibilities }: Sight): boolean => Math.max(lists.size, narrows.size, visibilities.size) > longestLiteral;

/** What somebody may see, as rows that statements join. */
export interface StoredSight {
  readonly setId: number;
  /** Not among the rows yet. */
  readonly beyond: Granted;
}

interface Storing {
  readonly last: Registry['last'];
  readonly sight: Sight;
  readonly now: number;
}

const nothing: Granted = { list: [], narrow: [], visibility: [] };

/** So little stands in statements beside the rows; more is written, which waits for other writers. */
export const isLittle = ({ list, narrow, visibility }: Granted): boolean => list.length + narrow.length + visibility.length <= longestLiteral;

/** What these principals may see as far as it is kept as rows, and written where much is missing. What was kept earlier only grows. */
export async function storeSight(database: Database, storing: Storing): Promise<StoredSight> {
  const { sight, now } = storing;
  const digest = digestOf([...sight.principals].sort((a, b) => a - b).join(','));
  const known = await viewerSet(database.read, digest);
  const beyond = known && missing(known, sight);
  if (known && beyond && known.used_at > now - day && isLittle(beyond)) return { setId: known.id, beyond };
  return database.transaction(async (tx) => {
    await insertViewerSet(tx, digest, now);
    const row = (await viewerSet(tx, digest)) as ViewerSetRow;
    await complete(tx, row, storing);
    const unused = await unusedViewerSet(tx, now - keepMs);
    if (unused) await deleteViewerSet(tx, unused.id);
    return { setId: row.id, beyond: nothing };
  });
}

function missing(row: ViewerSetRow, sight: Sight): Granted {
  const above = (ids: ReadonlySet<number>, known: number) => [...ids].filter((id) => id > known);
  return {
    list: above(sight.lists, row.last_list_id),
    // 0 stands for no narrow key and is granted to everybody.
    narrow: row.last_narrow_id === 0 ? [...sight.narrows] : above(sight.narrows, row.last_narrow_id),
    visibility: above(sight.visibilities, row.last_visibility_id),
  };
}

async function complete(tx: Tx, row: ViewerSetRow, { last, sight, now }: Storing): Promise<void> {
  const { list, narrow, visibility } = missing(row, sight);
  await insertGrants(tx, row.id, 'list', list);
  await insertGrants(tx, row.id, 'narrow', narrow);
  await insertGrants(tx, row.id, 'visibility', visibility);
  await markViewerSet(tx, {
    id: row.id,
    last_list_id: Math.max(row.last_list_id, last.list),
    last_narrow_id: Math.max(row.last_narrow_id, last.narrow),
    last_visibility_id: Math.max(row.last_visibility_id, last.visibility),
    used_at: now,
  });
}

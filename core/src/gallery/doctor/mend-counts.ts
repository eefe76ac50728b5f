import type { Gallery } from '../gallery.ts';
import { groupBy } from '../group-by.ts';
import { addToStats, deleteEmptyStats, setNewest } from '../stats/album-stats-store.ts';
import type { StatDelta } from '../stats/stat-deltas.ts';
import { type CountRow, countsOf, holdCounts } from './counts-store.ts';

interface Difference extends StatDelta {
  /** True where an image is kept as the newest that does not lie there any more. */
  readonly lower: boolean;
}

/** What must be added to the counts of one album. */
export function differences(rows: readonly CountRow[]): Difference[] {
  return [...groupBy(rows, (row) => `${row.accessId}:${row.narrowId}`).values()].flatMap((group) => {
    const [is, kept] = [group.find((row) => row.source === 'here'), group.find((row) => row.source === 'kept')];
    const { albumId, accessId, narrowId } = (is ?? kept) as CountRow;
    const [newestHere, newest] = [is?.newestHere ?? 0, is?.newest ?? 0];
    const images = (is?.images ?? 0) - (kept?.images ?? 0);
    const subtreeImages = (is?.subtreeImages ?? 0) - (kept?.subtreeImages ?? 0);
    const same = images === 0 && subtreeImages === 0 && newestHere === (kept?.newestHere ?? 0) && newest === (kept?.newest ?? 0);
    const lower = newestHere < (kept?.newestHere ?? 0) || newest < (kept?.newest ?? 0);
    return same ? [] : [{ albumId, accessId, narrowId, depth: 0, images, subtreeImages, newestHere, newest, leftHere: 0, left: 0, lower }];
  });
}

/** Differences are added rather than counts set: who commits meanwhile adds his own to both sides. */
export const mendCounts = (g: Gallery, albumId: number): Promise<void> =>
  g.database.transaction(async (tx) => {
    await holdCounts(tx, albumId);
    const wrong = differences(await countsOf(tx, albumId));
    await addToStats(tx, wrong);
    await setNewest(
      tx,
      wrong.filter((one) => one.lower),
    );
    await deleteEmptyStats(tx, [albumId]);
  });

import type { Tx } from '#database';
import type { Ledger } from '../access/ledger.ts';
import { hiddenNarrow } from '../access/registry.ts';
import { addToVisibilities } from '../access/visibility-counts-store.ts';
import { hideWherePending } from '../changes/hide-where-pending.ts';
import { groupBy } from '../group-by.ts';
import { applyStats } from '../stats/apply-stats.ts';
import { countHere, type StatDeltas } from '../stats/stat-deltas.ts';
import type { HeldImage, HeldPlacement } from './hold-images.ts';
import { setNarrow, setVisibilities } from './images-store.ts';

/** What an image becomes. Its rows in `album_images` are the caller's business, narrow keys in them are not. */
export interface ImageChangeOfPlace {
  readonly before: Pick<HeldImage, 'id' | 'narrowId' | 'visibilityId' | 'placements'>;
  readonly narrowId: number;
  readonly placements: readonly HeldPlacement[];
}

/** Follows changed placements and narrow keys with visibilities and counts; the last thing a transaction does. */
export async function settleImages(tx: Tx, ledger: Ledger, changes: readonly ImageChangeOfPlace[]): Promise<void> {
  for (const [wanted, ids] of grouped(changes, ({ before, narrowId }) => (before.narrowId === narrowId ? undefined : narrowId)))
    await setNarrow(tx, ids, wanted);
  const counts = new Map<number, number>();
  const visibilities = new Map<number, number | null>();
  for (const { before, narrowId, placements } of changes) {
    const visibilityId = await ledger.visibilityOf(
      placements.map((placement) => placement.accessId),
      narrowId,
    );
    if (visibilityId === before.visibilityId) continue;
    visibilities.set(before.id, visibilityId);
    add(counts, before.visibilityId, -1);
    add(counts, visibilityId, 1);
  }
  await setVisibilities(
    tx,
    grouped(changes, ({ before }) => visibilities.get(before.id)),
  );
  await hideWherePending(
    tx,
    changes
      .filter(({ narrowId }) => narrowId !== hiddenNarrow)
      .map(({ before, placements }) => ({ imageId: before.id, paths: placements.map((one) => one.path) })),
  );
  await addToVisibilities(tx, counts);
  await applyStats(tx, deltasOf(changes));
}

const hangs = (placements: readonly HeldPlacement[], { albumId }: HeldPlacement): boolean => placements.some((one) => one.albumId === albumId);

export function add(counts: Map<number, number>, id: number | null, count: number): void {
  if (id !== null) counts.set(id, (counts.get(id) ?? 0) + count);
}

function deltasOf(changes: readonly ImageChangeOfPlace[]): StatDeltas {
  const deltas: StatDeltas = new Map();
  for (const { before, narrowId, placements } of changes) {
    const counted = { images: 1, newest: before.id };
    const stays = (one: HeldPlacement) => before.narrowId === narrowId && hangs(before.placements, one) && hangs(placements, one);
    for (const one of before.placements) if (!stays(one)) countHere(deltas, -1, { ...one, ...counted, narrowId: before.narrowId });
    for (const one of placements) if (!stays(one)) countHere(deltas, 1, { ...one, ...counted, narrowId });
  }
  return deltas;
}

/** Ids of images by the value that they get; `undefined` leaves an image out. */
function grouped<V>(changes: readonly ImageChangeOfPlace[], wanted: (change: ImageChangeOfPlace) => V | undefined): Map<V, number[]> {
  const ids = new Map<V, number[]>();
  for (const [value, group] of groupBy(changes, wanted)) {
    if (value !== undefined)
      ids.set(
        value,
        group.map((change) => change.before.id),
      );
  }
  return ids;
}

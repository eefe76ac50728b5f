import type { Tx } from '#database';
import { openLedger } from '../access/ledger.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { notPlaced } from '../images/errors.ts';
import { keyAfter, keyAt, keyBetween } from '../images/manual-key.ts';
import { orderOf, type PlacedKey, setSortKey } from '../images/placements-store.ts';
import { tell } from '../tell.ts';
import { lockLivingAlbum } from './album-work.ts';
import { albumNotManual } from './errors.ts';

export interface ImageOrder {
  /** In the order they are to have. */
  readonly imageIds: readonly number[];
  /** The image they come to stand before; null: they stand last. */
  readonly before: number | null;
}

/** Puts images of an album that is sorted by hand elsewhere in it. Errors: `album-unknown`, `album-not-sorted-by-hand`, `image-not-placed`, `not-allowed`. */
export async function orderImages(g: Gallery, actor: Actor, albumId: number, { imageIds, before }: ImageOrder): Promise<void> {
  const registry = await g.access.registry();
  await g.database.transaction(async (tx) => {
    const album = await lockLivingAlbum(tx, openLedger(registry, tx), albumId, { actor, right: 'manage', what: 'order the images of' });
    if (album.sort !== 'manual') throw albumNotManual(album.title);
    const order = await orderOf(tx, albumId);
    const moving = new Set(imageIds);
    const missing = [...moving, ...(before === null ? [] : [before])].find((id) => !order.some((row) => row.imageId === id));
    if (missing !== undefined) throw notPlaced(missing, albumId);
    const staying = order.filter((row) => !moving.has(row.imageId));
    // Before an image that itself moves means: where the next one stands that stays.
    const from = before === null ? order.length : order.findIndex((row) => row.imageId === before);
    const next = order.slice(from).find((row) => !moving.has(row.imageId));
    const at = next ? staying.indexOf(next) : staying.length;
    await writeOrder(tx, albumId, { staying, at, moved: [...moving] });
    await tell(g, tx, 'albums:updated', [{ albumId }]);
  });
}

interface NewOrder {
  readonly staying: readonly PlacedKey[];
  readonly at: number;
  readonly moved: readonly number[];
}

/** Keys between the two neighbours; where there is no room, the whole album is numbered anew. */
async function writeOrder(tx: Tx, albumId: number, { staying, at, moved }: NewOrder): Promise<void> {
  const high = staying[at]?.key;
  let low = staying[at - 1]?.key ?? null;
  for (const imageId of moved) {
    const key = high ? keyBetween(low, high) : keyAfter(low, imageId);
    if (!key) return numberAnew(tx, albumId, [...staying.slice(0, at).map((row) => row.imageId), ...moved, ...staying.slice(at).map((row) => row.imageId)]);
    await setSortKey(tx, albumId, imageId, key);
    low = key;
  }
}

async function numberAnew(tx: Tx, albumId: number, imageIds: readonly number[]): Promise<void> {
  for (const [index, imageId] of imageIds.entries()) await setSortKey(tx, albumId, imageId, keyAt(index + 1, imageId));
}

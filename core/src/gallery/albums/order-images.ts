import type { Tx } from '#database';
import { openLedger } from '../access/ledger.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { notPlaced } from '../images/errors.ts';
import { keyAfter, keyAt, keyBetween } from '../images/manual-key.ts';
import { firstFrom, lastBefore, orderOf, type PlacedKey, placedKeys, setSortKey } from '../images/placements-store.ts';
import { note } from '../note.ts';
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
    const moving = [...new Set(imageIds)];
    const placed = new Map((await placedKeys(tx, albumId, [...moving, ...(before === null ? [] : [before])])).map((row) => [row.imageId, row]));
    const missing = [...moving, ...(before === null ? [] : [before])].find((id) => !placed.has(id));
    if (missing !== undefined) throw notPlaced(missing, albumId);
    // Before an image that itself moves means: where the next one stands that stays.
    const high = await firstFrom(tx, albumId, { from: before === null ? null : (placed.get(before) ?? null), except: moving });
    const low = await lastBefore(tx, albumId, { from: high ?? null, except: moving });
    await writeOrder(tx, albumId, { low: low ?? null, high: high ?? null, moving });
    await tell(g, tx, 'albums:updated', [{ albumId }]);
    await note(g, tx, actor, { deed: 'album-ordered', id: albumId, name: album.title });
  });
}

interface NewOrder {
  /** Between these two, which stay; null: the beginning and the end. */
  readonly low: PlacedKey | null;
  readonly high: PlacedKey | null;
  readonly moving: readonly number[];
}

/** Keys between the two neighbours; where there is no room, the whole album is numbered anew. */
async function writeOrder(tx: Tx, albumId: number, order: NewOrder): Promise<void> {
  let last = order.low?.key ?? null;
  const keys: Buffer[] = [];
  for (const imageId of order.moving) {
    const key = order.high ? keyBetween(last, order.high.key) : keyAfter(last, imageId);
    if (!key) return numberAnew(tx, albumId, order);
    keys.push(key);
    last = key;
  }
  for (const [index, imageId] of order.moving.entries()) await setSortKey(tx, albumId, imageId, keys[index] as Buffer);
}

async function numberAnew(tx: Tx, albumId: number, { low, moving }: NewOrder): Promise<void> {
  const gone = new Set(moving);
  const staying = (await orderOf(tx, albumId)).map((row) => row.imageId).filter((id) => !gone.has(id));
  const at = low === null ? 0 : staying.indexOf(low.imageId) + 1;
  const ordered = [...staying.slice(0, at), ...moving, ...staying.slice(at)];
  for (const [index, imageId] of ordered.entries()) await setSortKey(tx, albumId, imageId, keyAt(index + 1, imageId));
}

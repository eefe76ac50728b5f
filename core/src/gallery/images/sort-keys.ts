import type { Tx } from '#database';
import type { SortRule } from '../albums/album.ts';
import { keyAfter } from './manual-key.ts';
import { lastSortKey } from './placements-store.ts';
import { type Sortable, sortKey } from './sort-key.ts';

/** Keys for images that come to an album, in the order in which they come. */
export async function keysFor(tx: Tx, album: { readonly id: number; readonly sort: SortRule }, images: readonly Sortable[]): Promise<Buffer[]> {
  const { sort } = album;
  if (sort !== 'manual') return images.map((image) => sortKey(sort, image));
  let last = await lastSortKey(tx, album.id);
  return images.map((image) => {
    const key = keyAfter(last, image.id);
    last = key;
    return key;
  });
}

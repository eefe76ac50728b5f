import type { Tx } from '#database';
import { chainOf } from '../albums/album-path.ts';
import { addNarrowing, pendingNarrowings } from './access-changes-store.ts';

/** What is placed or published where an access change is about to hide images is hidden with them. */
export async function hideWherePending(tx: Tx, shown: readonly { readonly imageId: number; readonly paths: readonly string[] }[]): Promise<void> {
  if (shown.every(({ paths }) => paths.length === 0)) return;
  for (const { id, albumId } of await pendingNarrowings(tx)) {
    const hidden = shown.filter(({ paths }) => paths.some((path) => chainOf(path).includes(albumId)));
    await addNarrowing(
      tx,
      id,
      hidden.map(({ imageId }) => imageId),
    );
  }
}

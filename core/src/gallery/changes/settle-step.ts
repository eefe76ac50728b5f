import type { Tx } from '#database';
import { openLedger } from '../access/ledger.ts';
import type { Registry } from '../access/registry.ts';
import type { Gallery } from '../gallery.ts';
import { holdImages } from '../images/hold-images.ts';
import { imagesIn } from '../images/placements-store.ts';
import { settleImages } from '../images/settle-images.ts';
import { type AccessChangeRow, deleteChange, moveCursor, narrowedBy, removeNarrowing, switchedAlbums } from './access-changes-store.ts';

const albumsPerStep = 50;

/** Images get the visibility that their albums give them now, and come back into the lists of the gallery. Returns how many. */
export async function settleStep(g: Gallery, tx: Tx, registry: Registry, change: AccessChangeRow): Promise<number> {
  const ledger = openLedger(registry, tx);
  const settle = async (ids: readonly number[]) => {
    const { images } = await holdImages(tx, ids);
    await settleImages(
      tx,
      ledger,
      images.map((image) => ({ before: image, narrowId: image.narrowId, placements: image.placements })),
    );
    return ids.length;
  };
  const limit = g.steps.size('settle');
  const hidden = await narrowedBy(tx, change.id, limit);
  if (hidden.length > 0) {
    await removeNarrowing(tx, change.id, hidden);
    return settle(hidden);
  }
  const shown = change.narrows ? null : await nextShown(tx, change, limit);
  if (shown) return settle(shown);
  await deleteChange(tx, change.id);
  if (change.narrows) await ledger.moveRevision();
  return 0;
}

/** The next images of albums that the change has switched, album by album; null where none is left. */
async function nextShown(tx: Tx, change: AccessChangeRow, limit: number): Promise<number[] | null> {
  const ids: number[] = [];
  const albums = await switchedAlbums(tx, change.id, { fromId: change.cursorAlbumId, limit: albumsPerStep });
  if (albums.length === 0) return null;
  for (const albumId of albums) {
    const afterId = albumId === change.cursorAlbumId ? change.cursorImageId : 0;
    const part = await imagesIn(tx, albumId, { afterId, limit: limit - ids.length });
    ids.push(...part);
    if (ids.length < limit) continue;
    await moveCursor(tx, change.id, { phase: 'settle', albumId, imageId: part.at(-1) ?? afterId });
    return [...new Set(ids)];
  }
  await moveCursor(tx, change.id, { phase: 'settle', albumId: (albums.at(-1) ?? 0) + 1, imageId: 0 });
  return [...new Set(ids)];
}

import type { Tx } from '#database';
import { openLedger } from '../access/ledger.ts';
import type { Registry } from '../access/registry.ts';
import { holdImages } from '../images/hold-images.ts';
import { imagesIn } from '../images/placements-store.ts';
import { settleImages } from '../images/settle-images.ts';
import { type AccessChangeRow, deleteChange, moveCursor, narrowedBy, removeNarrowing, switchedAlbum } from './access-changes-store.ts';

/** Images of a step: on SQLite it stalls the process it runs in (measured: 44 to 107 ms for 500). */
const imagesPerStep = (tx: Tx): number => (tx.dialect === 'sqlite' ? 150 : 400);

/** Images get the visibility that their albums give them now, and come back into the lists of the gallery. */
export async function settleStep(tx: Tx, registry: Registry, change: AccessChangeRow): Promise<void> {
  const ledger = openLedger(registry, tx);
  const settle = async (ids: readonly number[]) => {
    const { images } = await holdImages(tx, ids);
    await settleImages(
      tx,
      ledger,
      images.map((image) => ({ before: image, narrowId: image.narrowId, placements: image.placements })),
    );
  };
  const hidden = await narrowedBy(tx, change.id, imagesPerStep(tx));
  if (hidden.length > 0) {
    await removeNarrowing(tx, change.id, hidden);
    return settle(hidden);
  }
  const albumId = change.narrows ? null : await switchedAlbum(tx, change.id, change.cursorAlbumId);
  if (albumId === null) {
    await deleteChange(tx, change.id);
    if (change.narrows) await ledger.moveRevision();
    return;
  }
  const afterId = albumId === change.cursorAlbumId ? change.cursorImageId : 0;
  const ids = await imagesIn(tx, albumId, { afterId, limit: imagesPerStep(tx) });
  const last = ids.at(-1);
  await moveCursor(tx, change.id, last === undefined ? { phase: 'settle', albumId: albumId + 1, imageId: 0 } : { phase: 'settle', albumId, imageId: last });
  await settle(ids);
}

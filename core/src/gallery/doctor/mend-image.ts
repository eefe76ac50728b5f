import type { Tx } from '#database';
import { type Ledger, openLedger } from '../access/ledger.ts';
import { isTrashed } from '../albums/album-path.ts';
import { albumById } from '../albums/albums-store.ts';
import type { Gallery } from '../gallery.ts';
import { giveMainAlbums } from '../images/give-main-albums.ts';
import { type HeldImage, holdImages } from '../images/hold-images.ts';
import { sortable } from '../images/image-work.ts';
import { setNarrow, setVisibility, unsetMain } from '../images/images-store.ts';
import { narrowOf } from '../images/narrow-of.ts';
import { setSortKey } from '../images/placements-store.ts';
import { sortKey } from '../images/sort-key.ts';

/** Writes anew what follows from an image's state, own list, texts and placements. Counts are the business of the checks that come after. */
export async function mendImage(g: Gallery, id: number): Promise<void> {
  const registry = await g.access.registry();
  await g.database.transaction(async (tx) => {
    const { images } = await holdImages(tx, [id]);
    for (const image of images) {
      await mendVisibility(tx, openLedger(registry, tx), image, registry.links);
      await mendMainAlbum(g, tx, image);
      for (const { albumId, sort } of image.placements) if (sort !== 'manual') await setSortKey(tx, albumId, id, sortKey(sort, sortable(image)));
    }
    tx.afterCommit(() => g.access.touch());
  });
}

async function mendVisibility(tx: Tx, ledger: Ledger, image: HeldImage, links: ReadonlySet<number>): Promise<void> {
  const narrowId = await narrowOf(ledger, links, image);
  const lists = image.placements.map((placement) => placement.accessId);
  await setNarrow(tx, [image.id], narrowId);
  await setVisibility(tx, [image.id], await ledger.visibilityOf(lists, narrowId));
}

/** Where its main album is gone altogether, nobody knows where its file was: the originals are looked through for it. */
async function mendMainAlbum(g: Gallery, tx: Tx, image: HeldImage): Promise<void> {
  if (image.mainAlbumId === null || image.placements.some(({ albumId }) => albumId === image.mainAlbumId)) return;
  const known = (await albumById(tx, image.mainAlbumId)) !== undefined;
  if (!known) await unsetMain(tx, [image.id]);
  const albumId = image.placements.find(({ path }) => !isTrashed(path))?.albumId ?? null;
  if (known || albumId !== null) await giveMainAlbums(g, tx, [{ image: known ? image : { ...image, mainAlbumId: null }, albumId }]);
}

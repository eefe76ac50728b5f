import type { Tx } from '#database';
import type { Gallery } from '../gallery.ts';
import { fileKey, numbered } from '../originals/file-name.ts';
import { keyOfOriginal, takenFileKeys } from '../originals/original-key.ts';
import { renameLater } from '../originals/rename-later.ts';
import type { HeldImage } from './hold-images.ts';
import { setMain } from './images-store.ts';

/** Another album decides who may edit the image and where its original lies; null: it hangs nowhere. */
export async function giveMainAlbum(g: Gallery, tx: Tx, image: HeldImage, albumId: number | null): Promise<void> {
  const from = await keyOfOriginal(tx, { albumId: image.mainAlbumId, fileName: image.fileName, id: image.id });
  const fileName = albumId === null ? image.fileName : await freeFileName(tx, albumId, image.fileName);
  await setMain(tx, image.id, { albumId, fileName, fileKey: fileKey(fileName) });
  const to = await keyOfOriginal(tx, { albumId, fileName, id: image.id });
  await renameLater(g, tx, [{ imageId: image.id, from, to }]);
}

async function freeFileName(tx: Tx, albumId: number, wanted: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const name = numbered(wanted, n);
    if ((await takenFileKeys(tx, albumId, [fileKey(name)])).size === 0) return name;
  }
}

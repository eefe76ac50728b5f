import type { ReadingFields } from '@picturerail/sdk';
import type { Tx } from '#database';
import type { Gallery } from '../gallery.ts';
import { fileKey } from '../originals/file-name.ts';
import { keyOfOriginal } from '../originals/original-key.ts';
import { renameAfterAlbums } from '../originals/rename-after-albums.ts';
import { renameLater } from '../originals/rename-later.ts';
import { holdDirectories } from '../originals/renames-store.ts';
import { tell } from '../tell.ts';
import { movedMeanwhile } from './errors.ts';
import { type HeldImage, holdImages } from './hold-images.ts';
import { filled } from './image-texts.ts';
import { type OriginalFacts, setFacts, setMain } from './images-store.ts';
import type { Within } from './within.ts';
import { writeTexts } from './write-texts.ts';

/** An original that is another one now. */
export interface Renewal extends OriginalFacts {
  readonly imageId: number;
  /** What metadata says now, for fields that no person has edited. */
  readonly fields: ReadingFields;
  /** Where the new bytes are stored, under a name of their own in the main album: the old ones go afterwards. Absent in a declared root. */
  readonly stored?: { readonly albumId: number; readonly fileName: string; readonly storedAt: string };
}

/**
 * New versions of images, in one short transaction; images that are gone meanwhile are passed over. Until it commits, the
 * old version and its bytes are in force. Errors: `image-moved-meanwhile` where new bytes were stored for another album.
 */
export async function renewImages(g: Gallery, batch: readonly Renewal[], { within }: Within = {}): Promise<void> {
  if (batch.length === 0) return;
  const ids = batch.map((one) => one.imageId);
  await g.database.transaction(async (tx) => {
    const { images } = await holdImages(tx, ids);
    for (const image of images) await renew(g, tx, image, batch.find((one) => one.imageId === image.id) as Renewal);
    await within?.(tx, ids);
    await tell(
      g,
      tx,
      'images:imported',
      images.map(({ id, version }) => ({ imageId: id, version: version + 1 })),
    );
  });
}

async function renew(g: Gallery, tx: Tx, image: HeldImage, renewal: Renewal): Promise<void> {
  if (renewal.stored) await replaceStored(g, tx, image, renewal.stored);
  await setFacts(tx, image.id, image.version + 1, renewal);
  await writeTexts(tx, image, filled(image, renewal.fields));
}

async function replaceStored(g: Gallery, tx: Tx, image: HeldImage, { albumId, fileName, storedAt }: NonNullable<Renewal['stored']>): Promise<void> {
  if (image.mainAlbumId !== albumId || image.rootId !== null) throw movedMeanwhile(image.id);
  await holdDirectories(tx);
  const from = await keyOfOriginal(tx, { albumId, fileName: image.fileName, id: image.id });
  await renameLater(g, tx, [{ imageId: image.id, from, to: null }]);
  await setMain(tx, image.id, { albumId, fileName, fileKey: fileKey(fileName) });
  await renameAfterAlbums(tx, g, [{ id: image.id, albumId, fileName, storedAt }]);
}

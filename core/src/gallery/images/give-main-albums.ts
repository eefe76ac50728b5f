import type { Tx } from '#database';
import type { Gallery } from '../gallery.ts';
import { fileKey, numbered } from '../originals/file-name.ts';
import { directoryOf, takenFileKeys } from '../originals/original-key.ts';
import { renameLater } from '../originals/rename-later.ts';
import { holdDirectories } from '../originals/renames-store.ts';
import type { HeldImage } from './hold-images.ts';
import { setMain, unsetMain } from './images-store.ts';

export interface NewMain {
  readonly image: HeldImage;
  /** Null: it hangs nowhere. */
  readonly albumId: number | null;
}

/** Other albums decide who may edit images and where their originals lie. */
export async function giveMainAlbums(g: Gallery, tx: Tx, changes: readonly NewMain[]): Promise<void> {
  if (changes.length === 0) return;
  await holdDirectories(tx);
  const directories = new Map<number | null, string>();
  const keyIn = async (albumId: number | null, { id, fileName }: { readonly id: number; readonly fileName: string }): Promise<string> => {
    const directory = directories.get(albumId) ?? (await directoryOf(tx, albumId));
    directories.set(albumId, directory);
    return albumId === null ? `${directory}/${id}-${fileName}` : `${directory}/${fileName}`;
  };
  const renames = [];
  for (const { image, albumId } of changes) {
    const from = await keyIn(image.mainAlbumId, image);
    const fileName = albumId === null ? image.fileName : await moveInto(tx, albumId, image);
    if (image.rootId === null) renames.push({ imageId: image.id, from, to: await keyIn(albumId, { id: image.id, fileName }) });
  }
  await unsetMain(
    tx,
    changes.filter(({ albumId }) => albumId === null).map(({ image }) => image.id),
  );
  await renameLater(g, tx, renames);
}

/** Under a name that is free there. */
async function moveInto(tx: Tx, albumId: number, { id, fileName }: HeldImage): Promise<string> {
  for (let n = 1; ; n += 1) {
    const name = numbered(fileName, n);
    if ((await takenFileKeys(tx, albumId, [fileKey(name)])).size > 0) continue;
    await setMain(tx, id, { albumId, fileName: name, fileKey: fileKey(name) });
    return name;
  }
}

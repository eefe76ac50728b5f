import type { Tx } from '#database';
import type { Gallery } from '../gallery.ts';
import { keyOfOriginal } from './original-key.ts';
import { renameLater } from './rename-later.ts';

interface Stored {
  readonly id: number;
  readonly albumId: number;
  readonly fileName: string;
  readonly storedAt?: string;
}

/** A file that was stored before its album was renamed follows it. */
export async function renameAfterAlbums(tx: Tx, g: Gallery, images: readonly Stored[]): Promise<void> {
  const directories = new Map<number, string>();
  for (const { id, albumId, fileName, storedAt } of images) {
    if (storedAt === undefined) continue;
    const directory = directories.get(albumId) ?? (await keyOfOriginal(tx, { albumId, fileName: '' }));
    directories.set(albumId, directory);
    if (directory + fileName !== storedAt) await renameLater(g, tx, [{ imageId: id, from: storedAt, to: directory + fileName }]);
  }
}

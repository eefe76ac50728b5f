import type { Tx } from '#database';
import type { Gallery } from '../gallery.ts';
import { keyOfOriginal } from './original-key.ts';
import { renameLater } from './rename-later.ts';
import { holdDirectories } from './renames-store.ts';

interface Stored {
  readonly id: number;
  readonly albumId: number;
  readonly fileName: string;
  readonly storedAt?: string;
}

/** A file that was stored before its album was renamed follows it. */
export async function renameAfterAlbums(tx: Tx, g: Gallery, images: readonly Stored[]): Promise<void> {
  // What lies where it belongs needs no hold: a directory that is renamed from now on takes it along.
  if ((await strays(tx, images)).length === 0) return;
  await holdDirectories(tx);
  await renameLater(g, tx, await strays(tx, images));
}

async function strays(tx: Tx, images: readonly Stored[]): Promise<{ imageId: number; from: string; to: string }[]> {
  const directories = new Map<number, string>();
  const found = [];
  for (const { id, albumId, fileName, storedAt } of images) {
    if (storedAt === undefined) continue;
    const directory = directories.get(albumId) ?? (await keyOfOriginal(tx, { albumId, fileName: '' }));
    directories.set(albumId, directory);
    if (directory + fileName !== storedAt) found.push({ imageId: id, from: storedAt, to: directory + fileName });
  }
  return found;
}

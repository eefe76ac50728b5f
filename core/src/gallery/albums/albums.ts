import type { Sql, Tx } from '#database';
import type { AccessChoice, AccessEntry, AccessPreset } from '../access/access-choice.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { unfilled } from '../unfilled.ts';
import type { Album, AlbumChange, AlbumEntry, NewAlbum } from './album.ts';

export async function createAlbum(_g: Gallery, _actor: Actor, _album: NewAlbum): Promise<number> {
  return unfilled();
}
/** The title; the directory of the originals follows it. */
export async function renameAlbum(_g: Gallery, _actor: Actor, _id: number, _title: string): Promise<void> {
  return unfilled();
}
export async function updateAlbum(_g: Gallery, _actor: Actor, _id: number, _change: AlbumChange): Promise<void> {
  return unfilled();
}
/** Null takes the translation away. */
export async function translateAlbum(
  _g: Gallery,
  _actor: Actor,
  _id: number,
  _language: string,
  _texts: { readonly title?: string; readonly description?: string } | null,
): Promise<void> {
  return unfilled();
}
export interface AccessChanged {
  /** Images placed in the album and below it. */
  readonly images: number;
}
/** To the end of the parent's albums (null: the top). Access that the new place would widen stays as it was, unless `adopt`. */
export async function moveAlbum(
  _g: Gallery,
  _actor: Actor,
  _id: number,
  _newParentId: number | null,
  _options?: { readonly adopt?: boolean },
): Promise<AccessChanged> {
  return unfilled();
}
export async function trashAlbum(_g: Gallery, _actor: Actor, _id: number): Promise<void> {
  return unfilled();
}
/** Back where it was, or to the top where that is gone. */
export async function restoreAlbum(_g: Gallery, _actor: Actor, _id: number): Promise<void> {
  return unfilled();
}
/** For good; only from the trash. Images that also hang elsewhere stay, the others hang nowhere. */
export async function purgeAlbum(_g: Gallery, _actor: Actor, _id: number): Promise<void> {
  return unfilled();
}
/** Effective when it returns: pages, bytes, counts and lists. What is left is a job, `gallery:access-change`. */
export async function setAlbumAccess(_g: Gallery, _actor: Actor, _id: number, _choice: AccessChoice): Promise<AccessChanged> {
  return unfilled();
}
/** The list an album goes by, and whether it is its own. */
export async function readAlbumAccess(_g: Gallery, _id: number): Promise<{ readonly own: boolean; readonly entries: readonly AccessEntry[] } | null> {
  return unfilled();
}
/** The answer given at setup: what top albums inherit. Only while there are no albums. */
export async function setRootAccess(_g: Gallery, _tx: Tx, _access: AccessPreset): Promise<void> {
  return unfilled();
}
export async function findAlbum(_g: Gallery, _id: number): Promise<Album | null> {
  return unfilled();
}
/** By titles from the top; the trash is not looked at. */
export async function findAlbumByPath(_g: Gallery, _titles: readonly string[]): Promise<number | null> {
  return unfilled();
}
/** The living album of this title under that parent (null: the top). */
export async function childAlbum(_g: Gallery, _parentId: number | null, _title: string): Promise<number | null> {
  return unfilled();
}
/** Exists and is not in the trash. */
export async function albumIsLiving(_g: Gallery, _id: number): Promise<boolean> {
  return unfilled();
}
/** All living albums in the order of the tree, without regard to who looks. */
export async function listAlbums(_g: Gallery): Promise<AlbumEntry[]> {
  return unfilled();
}
/** Puts images of an album that is sorted by hand before another one, or at the end. */
export async function orderImages(
  _g: Gallery,
  _actor: Actor,
  _albumId: number,
  _order: { readonly imageIds: readonly number[]; readonly before: number | null },
): Promise<void> {
  return unfilled();
}
export type _Sql = Sql;

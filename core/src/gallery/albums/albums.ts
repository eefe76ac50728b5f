import type { Sql, Tx } from '#database';
import type { AccessChoice, AccessEntry, AccessPreset } from '../access/access-choice.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { unfilled } from '../unfilled.ts';
import type { Album, AlbumChange, AlbumEntry, NewAlbum } from './album.ts';

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

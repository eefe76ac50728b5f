import type { ReadingFields } from '@picturerail/sdk';
import type { Sql, Tx } from '#database';
import type { AccessEntry } from '../access/access-choice.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { unfilled } from '../unfilled.ts';
import type { ImageChange, ImageRow, NewImage } from './image.ts';

export interface Within {
  /** Runs in the same transaction, with the ids in the order of the batch. */
  readonly within?: (tx: Tx, ids: readonly number[]) => Promise<void>;
}
/** Rows, placements in their main albums, counts: one short transaction for the batch. */
export async function insertImages(_g: Gallery, _actor: Actor, _batch: readonly NewImage[], _options?: Within): Promise<{ readonly id: number }[]> {
  return unfilled();
}
export interface Placement {
  readonly imageId: number;
  readonly albumId: number;
}
/** True by index where the image was not in that album yet. */
export async function placeImages(_g: Gallery, _actor: Actor, _placements: readonly Placement[]): Promise<boolean[]> {
  return unfilled();
}
/** Takes images out of albums; one that leaves its main album gets its oldest other placement as such. */
export async function removePlacements(_g: Gallery, _actor: Actor, _placements: readonly Placement[]): Promise<void> {
  return unfilled();
}
/** The image must be placed there. */
export async function setMainAlbum(_g: Gallery, _actor: Actor, _imageId: number, _albumId: number): Promise<void> {
  return unfilled();
}
/** The image's own list, which narrows what its albums grant; null takes it away. Rights but view and download mean nothing in it. */
export async function setImageAccess(_g: Gallery, _actor: Actor, _imageIds: readonly number[], _entries: readonly AccessEntry[] | null): Promise<void> {
  return unfilled();
}
export async function publishImages(_g: Gallery, _actor: Actor, _imageIds: readonly number[]): Promise<void> {
  return unfilled();
}
export async function unpublishImages(_g: Gallery, _actor: Actor, _imageIds: readonly number[]): Promise<void> {
  return unfilled();
}
export async function trashImages(_g: Gallery, _actor: Actor, _imageIds: readonly number[]): Promise<void> {
  return unfilled();
}
export async function restoreImages(_g: Gallery, _actor: Actor, _imageIds: readonly number[]): Promise<void> {
  return unfilled();
}
/** For good, with the originals; only from the trash. */
export async function purgeImages(_g: Gallery, _actor: Actor, _imageIds: readonly number[]): Promise<void> {
  return unfilled();
}
export async function updateImage(_g: Gallery, _actor: Actor, _imageId: number, _change: ImageChange): Promise<void> {
  return unfilled();
}
/** Null takes the translation away. */
export async function translateImage(
  _g: Gallery,
  _actor: Actor,
  _imageId: number,
  _language: string,
  _texts: { readonly title?: string; readonly description?: string } | null,
): Promise<void> {
  return unfilled();
}
/** What metadata says, for fields that no person has edited. */
export async function fillImages(
  _g: Gallery,
  _batch: readonly { readonly imageId: number; readonly fields: ReadingFields }[],
  _options?: Within,
): Promise<void> {
  return unfilled();
}
/** Without regard to who looks. */
export async function findImage(_g: Gallery, _id: number): Promise<ImageRow | null> {
  return unfilled();
}
/** By content, those that are not in the trash, as a whole or by all their albums. */
export async function findImagesByHash(_g: Gallery, _hashes: readonly string[]): Promise<Map<string, { readonly id: number }>> {
  return unfilled();
}
/** In order of id, all states. */
export async function imagesAfter(_g: Gallery, _afterId: number, _limit: number): Promise<ImageRow[]> {
  return unfilled();
}
export async function countImages(_g: Gallery): Promise<number> {
  return unfilled();
}
/** Exists and is not in the trash. */
export async function imageIsLiving(_g: Gallery, _id: number): Promise<boolean> {
  return unfilled();
}
export type _Sql = Sql;

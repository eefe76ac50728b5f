import type { Gallery } from '../gallery.ts';
import { countAll, countWithoutHash, imageById, imagesAfterId, isLiving, livingByHash } from './find-images-store.ts';
import type { ImageRow } from './image.ts';
import { imageRow } from './image-row.ts';
import { placementsOf } from './placements-store.ts';

/** Without regard to who looks. */
export async function findImage({ database }: Gallery, id: number): Promise<ImageRow | null> {
  const row = await imageById(database.read, id);
  return row ? imageRow(row) : null;
}

/** By content, those that are not in the trash: neither themselves nor by all their albums. */
export async function findImagesByHash({ database }: Gallery, hashes: readonly string[]): Promise<Map<string, { readonly id: number }>> {
  return new Map((await livingByHash(database.read, hashes)).map(({ sha256, id }) => [sha256, { id }]));
}

/** The albums that an image hangs in, the first of them first. */
export const findPlacements = async ({ database }: Gallery, id: number): Promise<number[]> =>
  (await placementsOf(database.read, [id])).map(({ albumId }) => albumId);

/** In order of id, all states. */
export const imagesAfter = async ({ database }: Gallery, afterId: number, limit: number): Promise<ImageRow[]> =>
  (await imagesAfterId(database.read, afterId, limit)).map(imageRow);

export const countImages = ({ database }: Gallery): Promise<number> => countAll(database.read);

/** Published images whose pixels nobody has looked at yet. */
export const countUnseen = ({ database }: Gallery): Promise<number> => countWithoutHash(database.read);

/** Exists and is not in the trash. */
export const imageIsLiving = ({ database }: Gallery, id: number): Promise<boolean> => isLiving(database.read, id);

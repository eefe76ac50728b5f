import type { Tx } from '#database';
import type { HeldImage } from './hold-images.ts';
import { type ImageTexts, updateTexts } from './images-store.ts';
import { setSortKey } from './placements-store.ts';
import { sortKey } from './sort-key.ts';

/** Writes texts and moves the image to its place in albums that are sorted by them. */
export async function writeTexts(tx: Tx, image: HeldImage, texts: ImageTexts): Promise<void> {
  await updateTexts(tx, image.id, texts);
  const before = { id: image.id, title: image.title, fileName: image.fileName, takenAt: image.takenAt, createdAt: image.createdAt };
  const after = { ...before, title: texts.title, takenAt: texts.takenAt };
  for (const { albumId, sort } of image.placements) {
    if (sort === 'manual') continue;
    const key = sortKey(sort, after);
    if (!key.equals(sortKey(sort, before))) await setSortKey(tx, albumId, image.id, key);
  }
}

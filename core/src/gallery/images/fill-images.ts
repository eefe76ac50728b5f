import type { ReadingFields } from '@picturerail/sdk';
import type { Gallery } from '../gallery.ts';
import type { HeldImage } from './hold-images.ts';
import { holdImages } from './hold-images.ts';
import { filled } from './image-texts.ts';
import { tellUpdated } from './image-work.ts';
import type { ImageTexts } from './images-store.ts';
import type { Within } from './within.ts';
import { writeTexts } from './write-texts.ts';

/** What metadata says, for fields that no person has edited; images that are gone meanwhile are passed over. */
export async function fillImages(
  g: Gallery,
  batch: readonly { readonly imageId: number; readonly fields: ReadingFields }[],
  { within }: Within = {},
): Promise<void> {
  if (batch.length === 0) return;
  const ids = batch.map((one) => one.imageId);
  await g.database.transaction(async (tx) => {
    const { images } = await holdImages(tx, ids);
    const changed: HeldImage[] = [];
    for (const image of images) {
      const fields = batch.find((one) => one.imageId === image.id)?.fields ?? {};
      const texts = filled(image, fields);
      if (same(image, texts)) continue;
      await writeTexts(tx, image, texts);
      changed.push(image);
    }
    await within?.(tx, ids);
    await tellUpdated(g, tx, changed);
  });
}

const same = (a: ImageTexts, b: ImageTexts): boolean =>
  a.title === b.title && a.description === b.description && a.author === b.author && a.takenAt === b.takenAt && a.takenOffset === b.takenOffset;

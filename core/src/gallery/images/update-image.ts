import type { Actor, Gallery } from '../gallery.ts';
import type { ImageChange } from './image.ts';
import { editedBits, readText, readTime } from './image-texts.ts';
import { refuseOnImages, tellUpdated, workOnImages } from './image-work.ts';
import type { ImageTexts } from './images-store.ts';
import { noteImages } from './note-images.ts';
import { writeTexts } from './write-texts.ts';

/**
 * What a person writes: each field given is marked as edited and no longer filled from metadata. Errors: `image-unknown`,
 * `not-allowed`, `image-time-invalid`.
 */
export async function updateImage(g: Gallery, actor: Actor, imageId: number, change: ImageChange): Promise<void> {
  await workOnImages(g, { imageIds: [imageId] }, async (work) => {
    await refuseOnImages(work, actor, { right: 'edit', what: 'edit this image' });
    for (const image of work.images) await writeTexts(work.tx, image, edited(image, change));
    await tellUpdated(g, work.tx, work.images);
    await noteImages(g, work.tx, actor, { deed: 'images-changed', images: work.images });
  });
}

/** Texts as a person changes them. Errors: `image-time-invalid`. */
export function edited(texts: ImageTexts, { title, description, author, takenAt, takenOffset }: ImageChange): ImageTexts {
  const bits =
    (title === undefined ? 0 : editedBits.title) |
    (description === undefined ? 0 : editedBits.description) |
    (author === undefined ? 0 : editedBits.author) |
    (takenAt === undefined && takenOffset === undefined ? 0 : editedBits.takenAt);
  return {
    title: title === undefined ? texts.title : readText('title', title),
    description: description === undefined ? texts.description : readText('description', description),
    author: author === undefined ? texts.author : readText('author', author),
    takenAt: takenAt === undefined ? texts.takenAt : readTime(takenAt),
    takenOffset: takenOffset === undefined ? texts.takenOffset : readTime(takenOffset),
    edited: texts.edited | bits,
  };
}

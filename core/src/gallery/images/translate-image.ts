import type { Actor, Gallery } from '../gallery.ts';
import { readLanguage, type Translation } from '../translation.ts';
import { readText } from './image-texts.ts';
import { refuseOnImages, tellUpdated, workOnImages } from './image-work.ts';
import { deleteImageText, upsertImageText } from './images-store.ts';
import { noteImages } from './note-images.ts';

/** Title and description in one more language; what is left out is shown as it is. Null takes the translation away. */
export async function translateImage(g: Gallery, actor: Actor, imageId: number, given: string, texts: Translation | null): Promise<void> {
  const language = readLanguage(given);
  await workOnImages(g, { imageIds: [imageId] }, async (work) => {
    await refuseOnImages(work, actor, { right: 'edit', what: 'translate this image' });
    if (texts === null) await deleteImageText(work.tx, imageId, language);
    else {
      const title = texts.title ? readText('title', texts.title) : null;
      const description = texts.description ? readText('description', texts.description) : null;
      await upsertImageText(work.tx, imageId, language, { title, description });
    }
    await tellUpdated(g, work.tx, work.images);
    await noteImages(g, work.tx, actor, { deed: 'images-changed', images: work.images, detail: language });
  });
}

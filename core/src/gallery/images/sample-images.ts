import type { Gallery } from '../gallery.ts';
import { highestImageId } from '../originals/originals-taken-store.ts';
import { imagesAfter } from './find-images.ts';
import type { ImageRow } from './image.ts';

/** At most `count` images that are shown or could be, old ones and new ones alike; the same again while none comes or goes. */
export async function sampleImages(g: Gallery, count: number): Promise<ImageRow[]> {
  const highest = await highestImageId(g.database.read);
  const found = new Map<number, ImageRow>();
  for (let n = 0; n < count; n += 1) {
    const [image] = await imagesAfter(g, Math.floor((highest * n) / count), 1);
    if (image && image.state !== 'missing' && image.state !== 'trashed') found.set(image.id, image);
  }
  return [...found.values()];
}

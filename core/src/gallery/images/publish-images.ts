import type { Actor, Gallery } from '../gallery.ts';
import { changeState } from './change-state.ts';
import { imageTrashed } from './errors.ts';
import type { HeldImage } from './hold-images.ts';
import type { ImageState } from './image.ts';

const toState = (state: ImageState) => (image: HeldImage) => {
  if (image.state === 'trashed') throw imageTrashed(image.id);
  // It counts from when the original is back.
  if (image.state === 'missing') return { state: image.state, before: state };
  return image.state === state ? null : { state, before: null };
};

/** Shows images to whom their albums show them. Errors: `image-unknown`, `image-in-trash`, `not-allowed`. */
export const publishImages = (g: Gallery, actor: Actor, imageIds: readonly number[]): Promise<void> =>
  changeState(g, actor, imageIds, { right: 'edit', what: 'publish this image', deed: 'images-published', next: toState('published') });

/** Hides images from all but their uploaders and those who manage them. Errors: those of `publishImages`. */
export const unpublishImages = (g: Gallery, actor: Actor, imageIds: readonly number[]): Promise<void> =>
  changeState(g, actor, imageIds, { right: 'edit', what: 'hide this image', deed: 'images-unpublished', next: toState('unpublished') });

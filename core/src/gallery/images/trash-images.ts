import type { Actor, Gallery } from '../gallery.ts';
import { changeState } from './change-state.ts';
import { notInTrash } from './errors.ts';
import type { Within } from './within.ts';

/** What is in the trash keeps its placements and its original. Errors: `image-unknown`, `not-allowed`. */
export const trashImages = (g: Gallery, actor: Actor, imageIds: readonly number[]): Promise<void> =>
  changeState(g, actor, imageIds, {
    right: 'delete',
    what: 'put this image into the trash',
    deed: 'images-trashed',
    // A missing image keeps what it was before that: whoever hid it has not been asked again.
    next: ({ state, stateBefore }) => (state === 'trashed' ? null : { state: 'trashed', before: state === 'missing' ? stateBefore : state }),
  });

/** As it was before. Errors: `image-unknown`, `image-not-in-trash`, `not-allowed`. */
export const restoreImages = (g: Gallery, actor: Actor, imageIds: readonly number[]): Promise<void> =>
  changeState(g, actor, imageIds, {
    right: 'delete',
    what: 'take this image out of the trash',
    deed: 'images-restored',
    next: (image) => {
      if (image.state !== 'trashed') throw notInTrash(image.id);
      return { state: image.stateBefore ?? 'published', before: null };
    },
  });

/** Images whose original vanished, and came back: for whoever watches the originals. */
export const markMissing = (g: Gallery, actor: Actor, imageIds: readonly number[], within: Within = {}): Promise<void> =>
  changeState(g, actor, imageIds, {
    ...within,
    right: 'manage',
    what: 'mark this image as missing',
    deed: 'images-missing',
    next: ({ state }) => (state === 'missing' || state === 'trashed' ? null : { state: 'missing', before: state }),
  });

export const markFound = (g: Gallery, actor: Actor, imageIds: readonly number[], within: Within = {}): Promise<void> =>
  changeState(g, actor, imageIds, {
    ...within,
    right: 'manage',
    what: 'mark this image as found',
    deed: 'images-found',
    next: ({ state, stateBefore }) => (state === 'missing' ? { state: stateBefore ?? 'published', before: null } : null),
  });

import { GalleryError } from '@picturerail/sdk';

export const changeUnknown = (id: number) => new GalleryError('bulk-change-unknown', `There is no change of many images "${id}".`, { status: 404 });

export const notUndoable = (id: number) =>
  new GalleryError(
    'bulk-change-not-undoable',
    `The change "${id}" cannot be undone: it has been undone already, leaves nothing to undo, or is older than a week.`,
    {
      status: 409,
    },
  );

export const nothingSelected = () => new GalleryError('images-not-selected', 'No image was selected: tick some, or choose all that were found.');

export const nothingToEdit = () =>
  new GalleryError('images-nothing-to-edit', 'No field was chosen: tick those that are to be written, an empty one clears what stands there.');

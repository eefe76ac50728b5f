import { GalleryError } from '@picturerail/sdk';

export const imageUnknown = (id: number) => new GalleryError('image-unknown', `There is no image "${id}".`, { status: 404 });

export const fileNameTaken = (fileName: string) =>
  new GalleryError('file-name-taken', `Another file in the same directory is already named "${fileName}", letter case aside; choose another name.`, {
    status: 409,
  });

export const notPlaced = (imageId: number, albumId: number) =>
  new GalleryError('image-not-placed', `The image "${imageId}" is not in the album "${albumId}": place it there first.`, { status: 409 });

export const notInTrash = (imageId: number) =>
  new GalleryError('image-not-in-trash', `The image "${imageId}" is not in the trash; only what is there can be restored or purged.`, { status: 409 });

export const imageTrashed = (imageId: number) =>
  new GalleryError('image-in-trash', `The image "${imageId}" is in the trash: restore it first.`, { status: 409 });

export const timeInvalid = (value: number) =>
  new GalleryError('image-time-invalid', `"${value}" is no time; give milliseconds since 1970, or nothing where it is unknown.`, {
    data: { field: 'takenAt' },
  });

export const movedMeanwhile = (id: number) =>
  new GalleryError('image-moved-meanwhile', `The image "${id}" was moved to another album while its new version was being stored; run the import again.`, {
    status: 409,
  });

import { GalleryError } from '@picturerail/sdk';

export const importUnknown = (id: number) => new GalleryError('import-unknown', `There is no import "${id}".`, { status: 404 });

export const folderNotOffered = (folder: string) =>
  new GalleryError(
    'import-folder-not-offered',
    `"${folder}" cannot be imported: it is not there, or does not lie in a folder that IMPORT_ROOTS names. Choose one that is offered.`,
    { data: { folder } },
  );

export const importGoesOn = (folder: string) =>
  new GalleryError('import-goes-on', `"${folder}" is being imported or waits for it; stop that first, or wait for its end.`, {
    status: 409,
    data: { folder },
  });

export const tooManyPlans = (most: number) =>
  new GalleryError('import-too-many', `There are ${most} imports already; forget one that is not needed any more.`, { data: { most } });

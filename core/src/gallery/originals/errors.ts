import { GalleryError } from '@picturerail/sdk';

export const originalTaken = () =>
  new GalleryError('original-taken', 'A file of a declared root is the original of an image already; it cannot be that of a second one.', { status: 409 });

export const rootOverlaps = (folder: string, other: string) =>
  new GalleryError(
    'root-overlaps',
    `"${folder}" cannot become a root, because "${other}" is one: no root lies in another. Import "${other}" again instead, or another folder.`,
    { status: 409 },
  );

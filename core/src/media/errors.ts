import { GalleryError } from '@picturerail/sdk';

export const stepsMissing = (why: string) => new GalleryError('media-steps-missing', `No file is made of this image: ${why}.`, { status: 503 });

import { GalleryError } from '@picturerail/sdk';

export const textsInvalid = (file: string, problem: string, cause?: unknown) =>
  new GalleryError('texts-invalid', `The texts in "${file}" cannot be used: ${problem}.`, { status: 500, cause });

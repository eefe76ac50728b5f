import type { GalleryError } from '@picturerail/sdk';
import { findImage } from '#gallery';
import type { Intake } from './intake.ts';

/** Why an image turned out to be none after it was taken in; null where it was decoded, or may yet be. */
export async function faultOfImage(i: Intake, imageId: number): Promise<GalleryError | null> {
  const image = await findImage(i.gallery, imageId);
  return image?.thumbHash === null ? i.media.faultOf(image) : null;
}

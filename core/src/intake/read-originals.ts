import { stat } from 'node:fs/promises';
import { isGalleryError } from '@picturerail/sdk';
import { describeOriginals, findImage, type ImageRow, originalPlace, system, unpublishImages } from '#gallery';
import { hashFile, withOriginal } from '#storage';
import { hashSources, refuseSources } from './import/sources-store.ts';
import type { Intake } from './intake.ts';

/**
 * Reads originals in place to their end: their hash, their colour, and whether they can be decoded at all. One that
 * cannot is taken off the gallery, and its file refused with the reason. Answers the ids of those that can; a file that
 * is gone, or another one meanwhile, is left to the next import.
 */
export async function readOriginals(i: Intake, imageIds: readonly number[], signal: AbortSignal): Promise<number[]> {
  const readable: number[] = [];
  for (const id of imageIds) {
    signal.throwIfAborted();
    const image = await findImage(i.gallery, id);
    if (image && (await readOriginal(i, image, signal))) readable.push(id);
  }
  return readable;
}

async function readOriginal(i: Intake, image: ImageRow, signal: AbortSignal): Promise<boolean> {
  try {
    return await withOriginal(
      i.storage,
      () => originalPlace(i.gallery, image.id),
      (file) => describe(i, { image, file, signal }),
    );
  } catch (error) {
    if (!isGalleryError(error)) throw error;
    if (error.status >= 500) throw error;
    if (error.status !== 404) await takeOff(i, image.id, error.message);
    return false;
  }
}

interface Description {
  readonly image: ImageRow;
  readonly file: string;
  readonly signal: AbortSignal;
}

async function describe(i: Intake, { image, file, signal }: Description): Promise<boolean> {
  const { size } = await stat(file);
  if (size !== image.bytes) return false;
  const { sha256, bytes } = await hashFile(file, { signal });
  const { color, thumbHash, width, height } = await i.media.measure(file, { signal });
  if (bytes !== image.bytes) return false;
  await describeOriginals(i.gallery, [{ imageId: image.id, version: image.version, sha256, color, thumbHash, width, height }], {
    within: (tx) => hashSources(tx, [{ imageId: image.id, bytes, sha256 }]),
  });
  return true;
}

async function takeOff(i: Intake, imageId: number, reason: string): Promise<void> {
  i.log.warn('the original of an image cannot be decoded; the image is not published any more', { imageId, reason });
  await i.database.transaction((tx) => refuseSources(tx, imageId, reason));
  await unpublishImages(i.gallery, system, [imageId]);
}

import { stat } from 'node:fs/promises';
import { type GalleryError, isGalleryError } from '@picturerail/sdk';
import { describeOriginals, findImage, type ImageRow, knownOriginal, originalPlace, publishImages, system, unpublishImages } from '#gallery';
import type { ImagePlan, Look, MediaSource } from '#media';
import { hashFile, withOriginal } from '#storage';
import { acceptSources, hashSources, refuseSources } from './import/sources-store.ts';
import type { Intake } from './intake.ts';

type Image = ImageRow & MediaSource;

interface Making {
  readonly plan: ImagePlan;
  readonly signal: AbortSignal;
}

/**
 * Reads an original to its end: its content, where only its beginning was read; all its sizes; and from the same decode
 * what it looks like. One that cannot be decoded is taken off the gallery, and its file refused with the reason: it was
 * taken in by its header, and this is the first to look at its pixels. A file that is gone from its root, or another one
 * meanwhile, is left to the next import.
 */
export async function readyOriginal(i: Intake, image: Image, making: Making): Promise<void> {
  const content = await contentOf(i, image, making.signal);
  if (content === null) return;
  const unseen = image.thumbHash === null;
  const fault = unseen ? await i.media.faultOf(image) : null;
  try {
    const seen = unseen ? await firstSight(i, image, making) : await allMade(i, image, making);
    if (unseen || content.isNew) await describe(i, image, { ...seen, ...content });
    // An attempt before this one has taken it off.
    if (fault !== null && image.state === 'unpublished') await showAgain(i, image);
  } catch (error) {
    if (unseen && isGalleryError(error) && isRefusal(error)) await takeOff(i, image, error.message);
    throw error;
  }
}

/** What is not to blame on the machine, and not on a file that is not there. */
const isRefusal = ({ status }: GalleryError): boolean => status < 500 && status !== 404;

interface Content {
  readonly sha256: string;
  readonly isNew: boolean;
}

/** Null where the file in its root is gone, or is another one than when its beginning was read. */
async function contentOf(i: Intake, image: Image, signal: AbortSignal): Promise<Content | null> {
  const known = await knownOriginal(i.gallery, image.id);
  if (known === null) return null;
  if (known.sha256 !== '') return { sha256: known.sha256, isNew: false };
  try {
    return await withOriginal(
      i.storage,
      () => originalPlace(i.gallery, image.id),
      async (file) => {
        if ((await stat(file)).size !== image.bytes) return null;
        const { sha256, bytes } = await hashFile(file, { signal });
        return bytes === image.bytes ? { sha256, isNew: true } : null;
      },
    );
  } catch (error) {
    if (isGalleryError(error) && error.status === 404) return null;
    throw error;
  }
}

interface Seen extends Look {
  readonly width: number;
  readonly height: number;
}

async function allMade(i: Intake, image: Image, { plan, signal }: Making): Promise<Omit<Seen, 'thumbHash'> & { readonly thumbHash: string | null }> {
  await i.media.makeAll(image, plan, { signal });
  return image;
}

/** One decode, unless everything is made already, the visitor's plan turns the picture around, or its header lied. */
async function firstSight(i: Intake, image: Image, { plan, signal }: Making): Promise<Seen> {
  const made = await i.media.makeAll(image, plan, { signal, look: true }).catch((error: unknown) => {
    if (isGalleryError(error) && error.code === 'media-original-changed') return null;
    throw error;
  });
  if (made?.look) return { width: image.width, height: image.height, ...made.look };
  const measured = await withOriginal(
    i.storage,
    () => originalPlace(i.gallery, image.id),
    (file) => i.media.measure(file, { signal }),
  );
  if (made === null) await i.media.makeAll({ ...image, width: measured.width, height: measured.height }, plan, { signal });
  return measured;
}

async function describe(i: Intake, { id: imageId, version, bytes }: Image, seen: Omit<Parameters<typeof describeOriginals>[1][number], 'imageId' | 'version'>) {
  const { sha256, color, thumbHash, width, height } = seen;
  await describeOriginals(i.gallery, [{ imageId, version, sha256, color, thumbHash, width, height }], {
    within: (tx) => hashSources(tx, [{ imageId, bytes, sha256 }]),
  });
}

/** Unless it has another version by now, which a job of its own looks at. */
async function takeOff(i: Intake, { id, version }: Image, reason: string): Promise<void> {
  if ((await findImage(i.gallery, id))?.version !== version) return;
  i.log.warn('the original of an image cannot be decoded; the image is not published any more', { imageId: id, reason });
  await i.database.transaction((tx) => refuseSources(tx, id, reason));
  await unpublishImages(i.gallery, system, [id]);
}

async function showAgain(i: Intake, { id, bytes }: Image): Promise<void> {
  await i.database.transaction((tx) => acceptSources(tx, id, bytes));
  await publishImages(i.gallery, system, [id]);
}

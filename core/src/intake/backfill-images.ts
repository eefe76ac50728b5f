import { type Images, isGalleryError, type Reading } from '@picturerail/sdk';
import { chunks, type Tx } from '#database';
import { countImages, fillImages, findImage, type ImageRow, imagesAfter, originalPlace } from '#gallery';
import { withOriginal } from '#storage';
import type { Intake } from './intake.ts';
import { mapBounded } from './map-bounded.ts';
import { writePluginRows } from './plugin-rows.ts';
import { presentBlocks, readImages } from './read-images.ts';
import { inFlight } from './take-in.ts';

type Backfill = Parameters<Images['backfill']>[0];

const usualSize = 200;

/** Reads originals again, a chunk at a time in order of id, and writes what plugins find: fields nobody edited, and their own rows anew. */
export async function backfillImages(i: Intake, { imageIds, afterId = 0, size = usualSize, signal, pick, progress }: Backfill): Promise<void> {
  if (imageIds) return backfillSome(i, imageIds, { size, signal });
  const total = await countImages(i.gallery);
  let done = 0;
  let lastId = afterId;
  for (let images = await imagesAfter(i.gallery, lastId, size); images.length > 0; images = await imagesAfter(i.gallery, lastId, size)) {
    signal?.throwIfAborted();
    const picked = pick ? new Set(await pick(images.map(({ id }) => id))) : null;
    await readAgain(
      i,
      images.filter(({ id }) => picked === null || picked.has(id)),
      signal,
    );
    done += images.length;
    lastId = images.at(-1)?.id ?? lastId;
    await progress?.(done, total, lastId);
  }
}

async function backfillSome(i: Intake, imageIds: readonly number[], { size, signal }: { readonly size: number; readonly signal: AbortSignal | undefined }) {
  for (const ids of chunks(imageIds, size)) {
    signal?.throwIfAborted();
    const images = await Promise.all(ids.map((id) => findImage(i.gallery, id)));
    await readAgain(
      i,
      images.filter((image) => image !== null),
      signal,
    );
  }
}

async function readAgain(i: Intake, images: readonly ImageRow[], signal: AbortSignal | undefined): Promise<void> {
  const found = await mapBounded(images, inFlight, (image) => readingOf(i, image, signal));
  signal?.throwIfAborted();
  const readable = found.map((result) => (result.status === 'fulfilled' ? result.value : null)).filter((reading) => reading !== null);
  const readings = await readImages(i, readable, 'backfill');
  const read = readings.map((reading) => ({ reading, imageId: reading.imageId as number }));
  const within = (tx: Tx) => writePluginRows(tx, read, { replace: true });
  await fillImages(
    i.gallery,
    read.map(({ reading, imageId }) => ({ imageId, fields: reading.fields })),
    { within },
  );
}

/** Null where the original is not at hand or cannot be read any more: then nothing is changed of the image. */
async function readingOf(i: Intake, image: ImageRow, signal: AbortSignal | undefined): Promise<Reading | null> {
  try {
    const { fileName, mime, bytes, width, height, id: imageId } = image;
    return await withOriginal(
      i.storage,
      () => originalPlace(i.gallery, imageId),
      async (file) => {
        const blocks = presentBlocks(await i.media.blocks(file, signal ? { signal } : {}));
        // A copy or a link that was made for this moment is gone when plugins read.
        const lasting = file.startsWith(i.storage.tmpDir) ? null : file;
        return { file: lasting, fileName, mime, bytes, width, height, imageId, blocks, fields: {}, rows: [] };
      },
    );
  } catch (error) {
    if (isGalleryError(error) && error.status === 404) return null;
    i.log.warn('an original could not be read again', { imageId: image.id, err: error });
    return null;
  }
}

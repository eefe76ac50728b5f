import { GalleryError, isGalleryError } from '@picturerail/sdk';
import type { Sniffed } from './sniff/sniffed.ts';

const withArticle = (name: string) => `${/^([aeioAEIO]|MP4|SVG|XML)/.test(name) ? 'an' : 'a'} ${name}`;

/** Why a file of this type cannot be taken in; null where it can. `media-no-reader` waits for a plugin, `media-type-refused` does not. */
export function refusalOf(sniffed: Sniffed | null): GalleryError | null {
  if (sniffed === null) return new GalleryError('media-type-unknown', 'The file is no picture: its content is of no type this gallery knows.');
  if (sniffed.readable) return null;
  const data = { mime: sniffed.mime };
  const what = withArticle(sniffed.name);
  if (sniffed.kind !== 'other') return new GalleryError('media-no-reader', `The file is ${what}: no plugin reads this yet.`, { data });
  const why = sniffed.mime === 'image/svg+xml' ? 'which can carry scripts' : 'not a picture';
  return new GalleryError('media-type-refused', `The file is ${what}, ${why}; only pictures are taken.`, { data });
}

export const fileEmpty = () => new GalleryError('media-file-empty', 'The file is empty; it was probably not copied completely.');

export const fileTooLarge = (bytes: number, limit: number) =>
  new GalleryError('media-file-too-large', `The file has ${megabytes(bytes)} MB; at most ${megabytes(limit)} MB are taken.`, { data: { bytes, limit } });

export const tooManyPixels = (width: number, height: number, limit: number) =>
  new GalleryError(
    'media-too-many-pixels',
    `The picture claims ${width} x ${height} pixels, ${Math.round((width * height) / 1e6)} megapixels; at most ${Math.round(limit / 1e6)} are decoded.`,
    { data: { width, height, limit } },
  );

export const tooManyFrames = (frames: number, limit: number) =>
  new GalleryError('media-too-many-frames', `The picture has ${frames} frames; at most ${limit} are taken.`, { data: { frames, limit } });

export const damaged = (name: string, why: string) => new GalleryError('media-damaged', `The ${name} is damaged: ${why}.`);

export const decoderDied = (attempts: number, why: string) =>
  new GalleryError('media-decoder-died', `The picture ended the program that decodes it, ${attempts} times (${why}); it is probably damaged.`);

export const decodingTooSlow = (seconds: number) =>
  new GalleryError('media-too-slow', `Decoding the picture took longer than ${seconds} seconds and was stopped.`);

export const decodingTooLarge = (limitMb: number) =>
  new GalleryError('media-too-much-memory', `Decoding the picture needs more than ${limitMb} MB of memory and was stopped.`);

export const decoderClosed = () => new GalleryError('media-closed', 'The picture was not decoded: the server is shutting down.', { status: 503 });

export const decoderUnavailable = (why: string) =>
  new GalleryError('media-engine-unavailable', `Pictures cannot be decoded on this machine: ${why}.`, { status: 503 });

export const fileGone = () => new GalleryError('media-file-gone', 'The file is not there any more.', { status: 404 });

export const notRead = (why: string) => new GalleryError('media-not-read', `The picture could not be read from the disk: ${why}.`, { status: 503 });

export const notWritten = (why: string) =>
  new GalleryError('media-not-written', `The derivative could not be written: ${why}. Free some space, or check the permissions of the data directory.`, {
    status: 503,
  });

export const originalMissing = (imageId: number) =>
  new GalleryError('media-original-missing', `The original of image ${imageId} is not where it was stored.`, { status: 404, data: { imageId } });

export const originalChanged = (found: string, known: string) =>
  new GalleryError('media-original-changed', `The original is ${found} pixels now and was ${known} when it was measured; it has to be measured again.`, {
    status: 409,
  });

export const stepsMissing = (why: string) => new GalleryError('media-steps-missing', `No file is made of this image: ${why}.`, { status: 503 });

export const needsSharp = (operation: string) =>
  new GalleryError('media-needs-sharp', `The operation "${operation}" needs sharp, and this gallery decodes without it.`, { status: 503 });

export const stepFailed = (operation: string, why: string) =>
  new GalleryError('media-step-failed', `The operation "${operation}" could not be applied: ${why}.`, { status: 503 });

const megabytes = (bytes: number) => (bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 });

export function someNotMade(failed: readonly unknown[], all: number): GalleryError {
  const [first] = failed;
  if (failed.length === 1 && all === 1 && isGalleryError(first)) return first;
  const why = first instanceof Error ? first.message : String(first);
  // What may end otherwise the next time is tried again; what is made by then is not made again.
  const passing = failed.find((error) => !isGalleryError(error) || error.status >= 500);
  return new GalleryError('media-not-all-made', `The derivatives of ${failed.length} of ${all} images could not be made. The first: ${why}`, {
    status: passing === undefined ? 400 : 503,
    cause: first,
  });
}

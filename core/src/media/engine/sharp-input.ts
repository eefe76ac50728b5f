import { type GalleryError, isGalleryError } from '@picturerail/sdk';
import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { damaged, fileGone, notRead, notWritten, tooManyFrames, tooManyPixels } from '../errors.ts';
import type { Picture } from './engine.ts';

/** The first frame of a file, upright; a picture that is not whole is an error. */
export function openWithSharp({ file, limits }: Picture): Sharp {
  const options: SharpOptions = { failOn: 'error', limitInputPixels: limits.pixels, sequentialRead: true, autoOrient: true };
  return sharp(file, options);
}

/** Runs work on a file and turns what the decoder says of it into a sentence. */
export async function decoding<T>(input: Picture, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isGalleryError(error) ? error : (outageOf(error) ?? damaged(input.name, reasonOf(error, input.file)));
  }
}

export function assertWithin({ limits }: Picture, found: { readonly width: number; readonly height: number; readonly pages: number }): void {
  if (found.width * found.height > limits.pixels) throw tooManyPixels(found.width, found.height, limits.pixels);
  if (found.pages > limits.frames) throw tooManyFrames(found.pages, limits.frames);
}

/** libvips says of each file it cannot write "<path>: unable to open for write" or "<path>: write error", on a line of its own. */
const isUnwritten = /: (unable to (open for )?write|write error)$/m;

/** Files are opened more than once while they are decoded, and may be renamed in between: each way of opening has words of its own. */
const isMissing = /^Input file is missing|file "[^"]*" does not exist|system error: No such file or directory/;

/** What is to blame on the disk, and may be otherwise the next time. */
function outageOf(error: unknown): GalleryError | null {
  const message = error instanceof Error ? error.message : '';
  const [, why] = /system error: (.+)/.exec(message) ?? [];
  if (why !== undefined && isUnwritten.test(message)) return notWritten(why);
  if (isMissing.test(message)) return fileGone();
  return why === undefined ? null : notRead(why);
}

const reasons: readonly (readonly [RegExp, string])[] = [
  [
    /premature end|unexpected end|truncated|expected \d+|got \d+ bytes|read error|end of (file|stream)/i,
    'it ends before the picture does, and was probably cut off while it was copied',
  ],
  [/not (been )?(configured|built in)|not supported|unsupported compression/i, 'it is packed in a way that cannot be decoded here'],
  [/unsupported image format|corrupt header|not a known|bad magic/i, 'its header cannot be read'],
];

function reasonOf(error: unknown, file: string): string {
  const message = (error instanceof Error ? error.message : String(error)).replaceAll(file, 'the file');
  const known = reasons.find(([pattern]) => pattern.test(message));
  if (known !== undefined) return known[1];
  const [line = ''] = message.split('\n').filter((text) => text !== '' && text !== 'Unknown error');
  return line === '' ? 'it cannot be decoded' : `it cannot be decoded (${line.slice(0, 160).replace(/\.$/, '')})`;
}

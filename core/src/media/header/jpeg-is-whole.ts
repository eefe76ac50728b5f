import type { ReadAt } from './jpeg-header.ts';

const endOfImage = Buffer.from([0xff, 0xd9]);
/** Most pictures end with the last two bytes of their file; the others with what cameras and phones append. */
const [firstStep, step] = [2 ** 12, 2 ** 20];

/**
 * Whether an end of image stands behind the beginning of the pixels, whatever is appended to it: further pictures, films,
 * zeros. Pixels themselves never contain its two bytes (ITU-T T.81, B.1.1.5), so a file that was cut off has none.
 */
export async function jpegIsWhole(read: ReadAt, pixelsAt: number, bytes: number): Promise<boolean> {
  let end = bytes;
  for (let length = firstStep; end > pixelsAt; length = step) {
    const start = Math.max(pixelsAt, end - length);
    // One byte more: the two may stand on both sides of a border.
    if ((await read(start, Math.min(end + 1, bytes) - start)).includes(endOfImage)) return true;
    end = start;
  }
  return false;
}

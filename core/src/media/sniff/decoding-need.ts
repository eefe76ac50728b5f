import type { HeaderSize } from './header-size.ts';

/**
 * Bytes of memory for each pixel, measured with libvips 8.18: AVIF is decoded whole, in planes and in RGB (20 megapixels
 * took 300 MB); others are whole in memory where they are progressive or interlaced, and nearly nothing where they are not.
 */
const bytesPerPixel: { readonly [mime: string]: number } = {
  'image/avif': 16,
  'image/gif': 8,
  'image/webp': 8,
  'image/png': 4,
  'image/tiff': 4,
  'image/jpeg': 3,
};

/** Megabytes that decoding a picture may take, by its header. */
export const decodingNeed = (mime: string, claimed: HeaderSize | null): number =>
  claimed === null ? 0 : (claimed.width * claimed.height * (bytesPerPixel[mime] ?? 4)) / 2 ** 20;

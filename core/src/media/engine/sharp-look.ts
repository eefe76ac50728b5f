import type { Sharp } from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import type { Look } from '../measured.ts';
import { dominantColor } from './dominant-color.ts';

/** ThumbHash takes at most this many pixels a side. */
const sampleEdge = 100;

/** What a picture looks like from afar. */
export async function lookOf(picture: Sharp): Promise<Look> {
  const { data, info } = await picture
    .resize(sampleEdge, sampleEdge, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { color: dominantColor(data), thumbHash: Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64') };
}

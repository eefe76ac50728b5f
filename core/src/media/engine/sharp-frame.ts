import sharp, { type Sharp } from 'sharp';

/** Decoded pixels, 8 bits, sRGB, three or four channels. */
export interface Frame {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
}

export async function takeFrame(pipeline: Sharp): Promise<Frame> {
  const { data, info } = await pipeline.toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels === 4 ? 4 : 3 };
}

export function openFrame({ data, width, height, channels }: Frame): Sharp {
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
}

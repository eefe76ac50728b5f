import sharp from 'sharp';

export interface Painting {
  readonly width?: number;
  readonly height?: number;
  /** Another number is another picture, with other bytes. */
  readonly seed?: number;
  /** Text for EXIF's ImageDescription. */
  readonly description?: string;
}

/** A small JPEG: two colours running into each other, taken from the seed. */
export async function paintImage({ width = 320, height = 240, seed = 1, description }: Painting = {}): Promise<Buffer> {
  const from = colour(seed);
  const to = colour(seed + 7919);
  const pixels = Buffer.alloc(width * height * 3);
  for (let index = 0; index < width * height; index += 1) {
    const at = ((index % width) / width + Math.floor(index / width) / height) / 2;
    for (let channel = 0; channel < 3; channel += 1) {
      pixels[index * 3 + channel] = Math.round((from[channel] ?? 0) * (1 - at) + (to[channel] ?? 0) * at);
    }
  }
  const image = sharp(pixels, { raw: { width, height, channels: 3 } });
  return (description === undefined ? image : image.withExif({ IFD0: { ImageDescription: description } })).jpeg({ quality: 90 }).toBuffer();
}

/** Spread over all colours by a multiplier without common factors (Knuth's). */
function colour(seed: number): [number, number, number] {
  const mixed = Math.imul(seed + 1, 2654435761) >>> 0;
  return [mixed & 255, (mixed >>> 8) & 255, (mixed >>> 16) & 255];
}

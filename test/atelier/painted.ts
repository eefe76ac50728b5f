import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageCard, Source } from '@picturerail/sdk';
import sharp, { type Sharp } from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';

const sizes = [320, 480, 720, 1080, 1600, 2400];

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly color: string;
  readonly thumbHash: string;
  jpeg(size: number | 'square'): Promise<Buffer>;
}

/** A landscape with hills and a sun, different for each seed. */
function landscape(seed: number, width: number, height: number): string {
  const hue = (seed * 47) % 360;
  const hill = (level: number, light: number) =>
    `<path fill="hsl(${(hue + level * 20) % 360} 30% ${light}%)" d="M0 ${height * level} Q ${width * 0.25} ${height * (level - 0.2)} ${width * 0.5} ${height * level} T ${width} ${height * level} V ${height} H 0 Z"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="hsl(${hue} 45% 55%)"/><stop offset="1" stop-color="hsl(${(hue + 40) % 360} 55% 85%)"/></linearGradient></defs>
<rect width="100%" height="100%" fill="url(#s)"/><circle cx="${width * (0.2 + ((seed * 13) % 60) / 100)}" cy="${height * 0.3}" r="${Math.min(width, height) * 0.09}" fill="#fff8e0"/>${hill(0.6, 40)}${hill(0.75, 30)}${hill(0.9, 18)}</svg>`;
}

const painting = (seed: number, width: number, height: number) => () => sharp(Buffer.from(landscape(seed, width, height)));

async function pictureOf(open: () => Sharp, width: number, height: number): Promise<Picture> {
  const { data, info } = await open().resize(100, 100, { fit: 'inside' }).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const { dominant } = await open().resize(100, 100, { fit: 'inside' }).stats();
  const hex = (value: number) => value.toString(16).padStart(2, '0');
  const made = new Map<number | 'square', Promise<Buffer>>();
  const make = (size: number | 'square') =>
    (size === 'square' ? open().resize(240, 240) : open().resize(size, size, { fit: 'inside' }))
      .flatten({ background: '#fff' })
      .jpeg({ quality: 80 })
      .toBuffer();
  return {
    width,
    height,
    color: `#${hex(dominant.r)}${hex(dominant.g)}${hex(dominant.b)}`,
    thumbHash: Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64'),
    jpeg(size) {
      const jpeg = made.get(size) ?? make(size);
      made.set(size, jpeg);
      return jpeg;
    },
  };
}

/** Pictures of the given proportions, painted. */
export function paintedPictures(shapes: readonly (readonly [number, number])[]): Promise<Picture[]> {
  return Promise.all(shapes.map(([width, height], index) => pictureOf(painting(index, width, height), width, height)));
}

/** Real photos, for looking. */
export async function photographs(dir: string): Promise<Picture[]> {
  const names = (await readdir(dir, { recursive: true })).filter((name) => /\.jpe?g$/i.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const { data, info } = await sharp(join(dir, name))
        .rotate()
        .resize(2400, 2400, { fit: 'inside', withoutEnlargement: true })
        .jpeg()
        .toBuffer({ resolveWithObject: true });
      return pictureOf(() => sharp(data), info.width, info.height);
    }),
  );
}

export function sourcesOf(index: number, picture: Pick<Picture, 'width' | 'height'>): { readonly sources: Source[]; readonly square: Source } {
  const long = Math.max(picture.width, picture.height);
  const at = (size: number): Source => ({
    url: `/media/${index}/${size}.jpg`,
    width: Math.round((picture.width * size) / long),
    height: Math.round((picture.height * size) / long),
    size: String(size),
  });
  const fitting = sizes.filter((size) => size <= long);
  return { sources: (fitting.length > 0 ? fitting : [long]).map(at), square: { url: `/media/${index}/square.jpg`, width: 240, height: 240, size: 'square' } };
}

export const cardOf = (picture: Picture, index: number, more: Partial<ImageCard> = {}): ImageCard => ({
  id: index + 1,
  version: 1,
  title: '',
  description: '',
  author: '',
  takenAt: null,
  takenOffset: null,
  width: picture.width,
  height: picture.height,
  placeholder: { color: picture.color, thumbHash: picture.thumbHash },
  url: `/image?i=${index}`,
  ...sourcesOf(index, picture),
  data: {},
  ...more,
});

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type OverlayOptions, type Sharp } from 'sharp';
import { type Chance, chance } from './fill/chance.ts';

const [width, height] = [4_000, 3_000];
/** So many pictures differ to the eye; the others repeat them under other bytes. */
const pictures = 6;

/** JPEGs of 12 megapixels and 2 to 4 MB, as cameras write them: as many different files as asked for. Answers their paths. */
export async function paintPhotos(folder: string, count: number): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const painted: Buffer[] = [];
  for (let seed = 0; seed < Math.min(pictures, count); seed += 1) painted.push(await paint(chance(seed)));
  const files: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const file = join(folder, `photo-${String(number).padStart(4, '0')}.jpg`);
    await writeFile(file, numbered(painted[number % pictures] as Buffer, number));
    files.push(file);
  }
  return files;
}

/** Soft colours, coarse shapes and fine grain: what makes a photograph's bytes. */
async function paint(random: Chance): Promise<Buffer> {
  const detail = await layer(noise(width / 8, height / 8, 30));
  const grain = await layer(noise(width, height, 6));
  return colours(random).composite([detail, grain]).withExif(exif).jpeg({ quality: 88 }).toBuffer();
}

function colours(random: Chance): Sharp {
  const [across, down] = [16, 12];
  const pixels = Buffer.from(Array.from({ length: across * down * 3 }, () => 30 + random.below(200)));
  return sharp(pixels, { raw: { width: across, height: down, channels: 3 } }).resize(width, height, { kernel: 'cubic', fit: 'fill' });
}

const noise = (across: number, down: number, sigma: number) =>
  sharp({ create: { width: across, height: down, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma } } });

async function layer(picture: Sharp): Promise<OverlayOptions> {
  const input = await picture.resize(width, height, { kernel: 'cubic', fit: 'fill' }).raw().toBuffer();
  return { input, raw: { width, height, channels: 3 }, blend: 'hard-light' };
}

const exif = {
  IFD0: { Make: 'Picturerail', Model: 'Painted', Artist: 'A script', ImageDescription: 'A painted photograph' },
  IFD2: { DateTimeOriginal: '2025:06:21 12:00:00', FNumber: '28/10', ISOSpeedRatings: '200' },
};

/** A comment behind the first marker: other bytes, the same picture. */
function numbered(jpeg: Buffer, number: number): Buffer {
  const text = Buffer.from(`number ${number}`);
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, text.length + 2]);
  return Buffer.concat([head, text, jpeg.subarray(2)]);
}

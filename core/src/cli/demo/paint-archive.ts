import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { cannotPaint } from '../errors.ts';
import { type Painting, paintings } from './painted-albums.ts';
import { seeded } from './random.ts';

/** Paints the pictures of the demonstration into a folder, as cameras would have left them: folders, dates, a title. */
export async function paintArchive(folder: string): Promise<void> {
  const { default: sharp } = await import('sharp').catch((cause: unknown) => {
    throw cannotPaint(cause);
  });
  // One small sheet of grain, repeated: noise for each picture would cost more than the picture.
  const grain = await sharp({ create: { width: 512, height: 512, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 9 } } })
    .png()
    .toBuffer();
  const paint = async (painting: Painting): Promise<void> => {
    const file = path.join(folder, painting.folder, painting.fileName);
    await mkdir(path.dirname(file), { recursive: true });
    await sharp(Buffer.from(drawn(painting)))
      .flatten({ background: '#ffffff' })
      .composite([{ input: grain, tile: true, blend: 'soft-light' }])
      .withExif(exifOf(painting))
      .jpeg({ quality: 86 })
      .toFile(file);
  };
  const all = paintings();
  const atOnce = availableParallelism();
  for (let start = 0; start < all.length; start += atOnce) await Promise.all(all.slice(start, start + atOnce).map(paint));
}

const drawn = ({ motif, width, height, folder, fileName }: Painting): string =>
  motif({ width, height, random: seeded(createHash('sha256').update(`${folder}/${fileName}`).digest().readUInt32BE()) });

const exifOf = ({ title, takenAt, offset }: Painting) => ({
  IFD0: { ImageDescription: title, Artist: 'Picturerail', Make: 'Picturerail', Model: 'Easel' },
  IFD2: { DateTimeOriginal: takenAt, OffsetTimeOriginal: offset },
});

import { createRequire } from 'node:module';
import { join } from 'node:path';
import type sharp from 'sharp';
import { repository } from '../../rooms.ts';

const load = createRequire(join(repository, 'core/package.json'));

/** A picture as a camera makes it, as far as its size, its noise and its EXIF go. */
export const painted = (width: number, height: number): Promise<Buffer> =>
  (load('sharp') as typeof sharp)({ create: { width, height, channels: 3, background: '#556677', noise: { type: 'gaussian', mean: 120, sigma: 12 } } })
    .blur(1)
    .withExif({
      IFD0: { Make: 'Bench', Model: 'Painted', ImageDescription: 'A picture of noise' },
      IFD2: { DateTimeOriginal: '2024:05:17 10:20:30', FNumber: '28/10', ExposureTime: '1/125', ISOSpeedRatings: '200', FocalLength: '35/1' },
    })
    .jpeg({ quality: 88 })
    .toBuffer();

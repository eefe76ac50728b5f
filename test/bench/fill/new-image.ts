import { createHash } from 'node:crypto';
import type { NewImage } from '../rooms.ts';
import type { Chance } from './chance.ts';

const shapes = [
  [4000, 3000],
  [3000, 4000],
  [6000, 4000],
  [4032, 3024],
  [5472, 3648],
] as const;
const begin = Date.UTC(2005, 0, 1);
const span = 20 * 365 * 86_400_000;

/** A row as an import writes it. */
export function newImage(number: number, albumId: number, luck: Chance): NewImage {
  const [width, height] = luck.pick(shapes);
  const takenAt = begin + Math.floor(luck.next() * span);
  const digest = createHash('sha256').update(`picture ${number}`).digest();
  return {
    albumId,
    fileName: `DSC${String(number).padStart(7, '0')}.jpg`,
    uploaderId: null,
    sha256: digest.toString('hex'),
    bytes: 2_000_000 + luck.below(8_000_000),
    mime: 'image/jpeg',
    width,
    height,
    color: `#${digest.toString('hex', 0, 3)}`,
    thumbHash: digest.toString('base64', 0, 21),
    fields: { title: `Evening over the harbour, picture ${number}`, author: 'A. Photographer', takenAt },
  };
}

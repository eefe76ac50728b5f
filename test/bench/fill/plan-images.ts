import type { NewImage } from '../rooms.ts';
import { type Chance, chance } from './chance.ts';
import { newImage } from './new-image.ts';
import { type PlannedGallery, special } from './plan-gallery.ts';

export interface PlannedImage {
  /** Its `albumId` is an index of the plan. */
  readonly image: NewImage;
  /** Another album it is placed in, an index of the plan. */
  readonly second: number | null;
  /** Group of its own list, from 0. */
  readonly group: number | null;
  /** Epoch ms: one a second. */
  readonly createdAt: number;
}

const begin = Date.UTC(2026, 0, 1);
const notPlacedIn: readonly number[] = [special.album, special.large, special.wide];

/** Album by album: every image in its main album, a third in a second one, two in a hundred with a list of their own. */
export function* planImages({ albums, groups }: PlannedGallery): Generator<PlannedImage> {
  const luck = chance(albums.length);
  let number = 0;
  for (const [at, { images }] of albums.entries()) {
    for (let one = 0; one < images; one += 1) {
      number += 1;
      const image = newImage(number, at, luck);
      const second = luck.of(1 / 3) ? secondOf(at, albums.length, luck) : null;
      const group = luck.of(0.02) ? luck.below(groups) : null;
      yield { image, second, group, createdAt: begin + number * 1000 };
    }
  }
}

/** Mostly the next album; those that are measured get none, and give theirs to all. */
function secondOf(at: number, albums: number, luck: Chance): number | null {
  const scattered = at <= special.archive || luck.of(0.2);
  const other = scattered ? luck.below(albums) : at + 1;
  return other >= albums || other === at || notPlacedIn.includes(other) || (other > special.album && other < special.large) ? null : other;
}

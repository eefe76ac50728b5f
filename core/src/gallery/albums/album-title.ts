import { nameKey } from '../people/name-key.ts';
import { albumTitleEmpty, albumTitleLong } from './errors.ts';

/** A title as it is stored. Errors: `album-title-empty`, `album-title-long`. */
export function readTitle(given: string): string {
  const title = Buffer.from(
    given
      .normalize('NFC')
      .replace(/\p{Cc}+/gu, ' ')
      .trim(),
    'utf8',
  ).toString('utf8');
  if (title === '') throw albumTitleEmpty();
  if (title.length > 500) throw albumTitleLong(title);
  return title;
}

/** What finds an album by its title among its brothers and sisters; two may share it. */
export const titleKey = (title: string): string => nameKey(title).slice(0, 190);

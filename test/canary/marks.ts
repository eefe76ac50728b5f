import { randomBytes } from 'node:crypto';

/** A mark that was found: what it marks, and the part of the gallery that is. */
export interface Found {
  readonly area: string;
  readonly what: string;
}

/** Words that stand nowhere else. Of letters and digits, so that escaping, slugs and file names leave them as they are. */
export interface Marks {
  /** A new word for a text of something in an area. */
  put(area: string, what: string): string;
  foundIn(text: string): Found[];
}

const anyMark = /kqz[0-9a-f]{12}/gi;

export function createMarks(): Marks {
  const places = new Map<string, Found>();
  return {
    put(area, what) {
      const word = `kqz${randomBytes(6).toString('hex')}`;
      places.set(word, { area, what });
      return word;
    },
    foundIn(text) {
      const words = new Set((text.match(anyMark) ?? []).map((word) => word.toLowerCase()));
      return [...words].flatMap((word) => places.get(word) ?? []);
    },
  };
}

import type { SortRule } from '../albums/album.ts';

/** What the order of images is made from. */
export interface Sortable {
  readonly id: number;
  readonly title: string;
  readonly fileName: string;
  readonly takenAt: number | null;
  readonly createdAt: number;
}

const longest = 200;
const last = Buffer.alloc(8, 0xff);

/**
 * The place of an image in an album as bytes, so that one index serves all rules; ties go by image id.
 * `taken`, `added`: the time in ms as an 8-byte big-endian number, 2^62 added so that times before 1970 come first, all
 * bits turned for `-desc`; an unknown time comes last in both. `name`: the title (or file name) without accents and
 * case, UTF-8, at most 200 bytes. `natural`: the same with each run of digits as `0`, its length as a byte, and the
 * digits without leading zeros, so that 9 comes before 10. `manual`: see `manual-key.ts`.
 */
export function sortKey(rule: Exclude<SortRule, 'manual'>, image: Sortable): Buffer {
  switch (rule) {
    case 'taken':
    case 'taken-desc':
      return image.takenAt === null ? last : timeKey(image.takenAt, rule === 'taken-desc');
    case 'added':
    case 'added-desc':
      return timeKey(image.createdAt, rule === 'added-desc');
    case 'name':
      return textKey(folded(image));
    case 'natural':
      return textKey(folded(image).replace(/\d+/g, naturalRun));
  }
}

function timeKey(ms: number, descending: boolean): Buffer {
  const key = Buffer.alloc(8);
  key.writeBigUInt64BE(BigInt(Math.trunc(ms)) + 2n ** 62n);
  return descending ? Buffer.from(key.map((byte) => 0xff - byte)) : key;
}

const textKey = (text: string): Buffer => Buffer.from(text, 'utf8').subarray(0, longest);

const folded = ({ title, fileName }: Sortable): string => (title || fileName).normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase();

function naturalRun(digits: string): string {
  const number = digits.replace(/^0+(?=\d)/, '');
  return `0${String.fromCharCode(Math.min(number.length, 0x7f))}${number}`;
}

import type { ReadingFields } from '@picturerail/sdk';
import type { Embedded, Tags } from './embedded.ts';
import { firstText, fraction } from './tag-values.ts';

type Taken = Pick<ReadingFields, 'takenAt' | 'takenOffset'>;

/** A wall clock as epoch ms as if UTC, and the offset where the same text carries one. */
interface Moment {
  readonly at: number;
  readonly offset?: number;
}

const minute = 60_000;
const earliest = Date.UTC(1826, 0, 1);

/** All offsets from UTC that are in use, in minutes: `-12:00` to `+14:00` by hours, and the odd ones. */
const offsetsInUse = [...Array.from({ length: 27 }, (_, index) => (index - 12) * 60), -570, -210, 210, 270, 330, 345, 390, 525, 570, 630, 765];

function parseOffset(text: string | undefined): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(text?.trim() ?? '') ?? [];
  if (!sign) return undefined;
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return offsetsInUse.includes(offset) ? offset : undefined;
}

/**
 * `2008:10:22 16:28:39` as cameras write it, `2008-10-22T16:28:39.09+01:00` as XMP does. Clocks that were never set
 * (zeros, blanks) and days that do not exist are nothing.
 */
function parseMoment(text: string | undefined): Moment | undefined {
  const pattern = /^\s*(\d{4})[:./-](\d{1,2})[:./-](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?\s*$/;
  const [whole, year, month, day, hour = '0', minutes = '0', second = '0', fractionOfSecond = '0', zone] =
    pattern.exec(text?.replace(/\0.*$/s, '') ?? '') ?? [];
  if (whole === undefined) return undefined;
  const seconds = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minutes), Number(second));
  const read = new Date(seconds);
  const exists = read.getUTCMonth() === Number(month) - 1 && read.getUTCDate() === Number(day) && read.getUTCHours() === Number(hour) && Number(minutes) < 60;
  if (!exists || Number(year) < 1826 || seconds < earliest || seconds > Date.now() + 366 * 24 * 60 * minute) return undefined;
  const at = seconds + Math.floor(Number(`0.${fractionOfSecond}`) * 1000);
  const offset = zone === 'Z' ? 0 : parseOffset(zone);
  return { at, ...(offset !== undefined && { offset }) };
}

const sameSecond = (one: Moment | undefined, other: Moment): boolean => one !== undefined && Math.floor(one.at / 1000) === Math.floor(other.at / 1000);

function subSeconds(exif: Tags): number {
  const digits = /^\d{1,9}/.exec(firstText(exif, 'SubSecTimeOriginal')?.trim() ?? '')?.[0];
  return digits === undefined ? 0 : Math.floor(Number(`0.${digits}`) * 1000);
}

/** UTC as satellites told it, where the receiver had a fix. */
function gpsMoment(exif: Tags): number | undefined {
  const date = parseMoment(firstText(exif, 'GPSDateStamp'))?.at;
  const time = exif.GPSTimeStamp as { readonly value?: unknown } | undefined;
  if (date === undefined || !Array.isArray(time?.value) || firstText(exif, 'GPSStatus')?.startsWith('V')) return undefined;
  const [hours, minutes, seconds] = time.value.map((value: unknown) => fraction({ part: { value } }, 'part'));
  if (hours === undefined || minutes === undefined || seconds === undefined || hours > 23 || minutes > 59 || seconds > 60) return undefined;
  return date + (hours * 60 + minutes) * minute + seconds * 1000;
}

/**
 * The offset that lies between the camera's clock and the satellites'. Only where it is, to two minutes, one that is in
 * use: a fix may be old, and a clock or a date set wrong.
 */
function offsetByGps(exif: Tags, at: number): number | undefined {
  const utc = gpsMoment(exif);
  if (utc === undefined) return undefined;
  const between = (at - utc) / minute;
  return offsetsInUse.find((offset) => Math.abs(between - offset) <= 2);
}

function fromExif(exif: Tags, xmp: Tags, name: 'Original' | 'Digitized'): Taken | undefined {
  const moment = parseMoment(firstText(exif, `DateTime${name}`));
  if (!moment) return undefined;
  const at = moment.at + (name === 'Original' ? subSeconds(exif) : 0);
  const alike = (tags: Tags, tag: string) => {
    const other = parseMoment(firstText(tags, tag));
    return sameSecond(other, moment) ? other : undefined;
  };
  const offset =
    parseOffset(firstText(exif, `OffsetTime${name}`)) ??
    // Of the file's own time, which tells the camera's offset only where both show the same clock.
    (alike(exif, 'DateTime') && parseOffset(firstText(exif, 'OffsetTime'))) ??
    // A "Z" beside the camera's local time is a program's way of saying that it does not know.
    (alike(xmp, `DateTime${name}`)?.offset || undefined) ??
    offsetByGps(exif, at);
  return { takenAt: at, ...(offset !== undefined && { takenOffset: offset }) };
}

function fromText(text: string | undefined): Taken | undefined {
  const moment = parseMoment(text);
  return moment && { takenAt: moment.at, ...(moment.offset !== undefined && { takenOffset: moment.offset }) };
}

function fromIptc(iptc: Tags): Taken | undefined {
  const date = firstText(iptc, 'Date Created');
  const time = firstText(iptc, 'Time Created');
  return fromText(date && time ? `${date}T${time}` : date);
}

/** When the picture was taken; not when a program saved it. */
export function readTaken({ exif, iptc, xmp }: Embedded): Taken {
  return (
    fromExif(exif, xmp, 'Original') ??
    fromText(firstText(xmp, 'DateTimeOriginal')) ??
    fromText(firstText(xmp, 'DateCreated')) ??
    fromIptc(iptc) ??
    fromExif(exif, xmp, 'Digitized') ??
    {}
  );
}

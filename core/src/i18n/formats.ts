import { canonicalLanguage } from './languages.ts';

export type WallClockStyle = 'date' | 'short' | 'full';

const styles: Record<WallClockStyle, Intl.DateTimeFormatOptions> = {
  date: { dateStyle: 'long', timeZone: 'UTC' },
  short: { dateStyle: 'medium', timeZone: 'UTC' },
  full: { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' },
};

/** Making a formatter costs a hundred times what using it does. By language, then by what it was made for. */
const dateFormats = new Map<string, Map<string, Intl.DateTimeFormat>>();
const numberFormats = new Map<string, Map<string, Intl.NumberFormat>>();

function kept<F>(formats: Map<string, Map<string, F>>, [language, purpose]: readonly [string, string], make: (language: string) => F): F {
  const ofLanguage = formats.get(language) ?? new Map<string, F>();
  const known = ofLanguage.get(purpose);
  if (known) return known;
  const made = make(canonicalLanguage(language) ?? 'en');
  formats.set(language, ofLanguage.set(purpose, made));
  return made;
}

const plainly: Intl.NumberFormatOptions = {};

const numbers = (language: string, options: Intl.NumberFormatOptions) =>
  kept(numberFormats, [language, options === plainly ? '' : JSON.stringify(options)], (tag) => new Intl.NumberFormat(tag, options));

/** A day that no calendar has (more than 8.64e15 ms from 1970) is an empty text. */
const dayExists = (at: number): boolean => Number.isFinite(at) && Math.abs(at) <= 8.64e15;

/** A wall clock (epoch ms as if UTC) as the language writes it; `full` names day, time and, where known, the offset (minutes east of UTC). */
export function formatDate(
  language: string,
  takenAt: number,
  { style = 'date', offset = null }: { readonly style?: WallClockStyle; readonly offset?: number | null } = {},
): string {
  if (!dayExists(takenAt)) return '';
  const text = kept(dateFormats, [language, style], (tag) => new Intl.DateTimeFormat(tag, styles[style])).format(takenAt);
  return style === 'full' && offset !== null ? `${text} (${offsetText(offset)})` : text;
}

/** `UTC+5:30` */
function offsetText(minutes: number): string {
  if (minutes === 0) return 'UTC';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

/** A moment (epoch ms), in a time zone (default UTC). */
export function formatMoment(language: string, at: number, timeZone = 'UTC'): string {
  if (!dayExists(at)) return '';
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone } as const;
  return kept(dateFormats, [language, `moment in ${timeZone}`], (tag) => new Intl.DateTimeFormat(tag, options)).format(at);
}

export const formatNumber = (language: string, value: number, options: Intl.NumberFormatOptions = plainly): string => numbers(language, options).format(value);

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** `12.3 MB`, in steps of a thousand. */
export function formatBytes(language: string, bytes: number): string {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, Math.abs(bytes))) / 3)));
  const value = bytes / 1000 ** step;
  return numbers(language, { style: 'unit', unit: units[step] ?? 'byte', unitDisplay: 'short', maximumFractionDigits: value < 100 && step > 0 ? 1 : 0 }).format(
    value,
  );
}

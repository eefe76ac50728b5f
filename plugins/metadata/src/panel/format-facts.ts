import type { Facts } from '../reading/facts.ts';

/** A text of the plugin in the language of the page. */
export type Translate = (key: string, values?: { readonly [name: string]: string | number }) => string;

export interface Wording {
  readonly language: string;
  readonly t: Translate;
}

const formats = new Map<string, Intl.NumberFormat>();

/** Making a formatter costs a hundred times what using it does. */
function number(language: string, value: number, digits: number, signed = false): string {
  const place = `${language} ${digits} ${signed}`;
  const format = formats.get(place) ?? new Intl.NumberFormat(language, { maximumFractionDigits: digits, ...(signed && { signDisplay: 'exceptZero' }) });
  formats.set(place, format);
  return format.format(value);
}

/** `1/250 s`, `0.8 s`, `2 s`: below a third of a second as a fraction, as cameras show it. */
function time({ language, t }: Wording, seconds: number): string {
  const shown = seconds <= 0.3 ? `1/${Math.round(1 / seconds)}` : number(language, seconds, 1);
  return t('seconds', { time: shown });
}

export function formatExposure({ exposure, aperture, iso, exposure_bias: bias }: Facts, wording: Wording): string {
  const { language, t } = wording;
  return [
    exposure === null ? '' : time(wording, exposure),
    aperture === null ? '' : t('aperture', { number: number(language, aperture, 1) }),
    iso === null ? '' : `ISO ${iso}`,
    bias === null || Math.abs(bias) < 0.05 ? '' : `${number(language, bias, 1, true)} EV`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

export function formatFocalLength({ focal_length: real, focal_length_35: film }: Facts, { language, t }: Wording): string {
  const mm = real === null ? '' : t('millimetres', { length: number(language, real, 1) });
  if (film === null || (real !== null && Math.round(real) === Math.round(film))) return mm;
  const equivalent = t('focalLength35', { length: number(language, film, 0) });
  return mm === '' ? equivalent : `${mm} (${equivalent})`;
}

/** `43.46745° N, 11.88513° E`: five digits are a metre. */
export function formatPosition({ latitude, longitude }: Facts, { language, t }: Wording): string {
  if (latitude === null || longitude === null) return '';
  const degrees = (value: number, direction: string) => t(`degrees.${direction}`, { degrees: number(language, Math.abs(value), 5) });
  return `${degrees(latitude, latitude < 0 ? 'south' : 'north')}, ${degrees(longitude, longitude < 0 ? 'west' : 'east')}`;
}

export const formatAltitude = ({ altitude }: Facts, { language, t }: Wording): string =>
  altitude === null ? '' : t('metres', { height: number(language, altitude, 0) });

import type { Embedded, Tags } from './embedded.ts';
import { allTexts, firstText, fraction, oneLine, whole } from './tag-values.ts';

/** A row of the table `facts`, without the image's id. */
export type Facts = {
  make: string | null;
  model: string | null;
  lens: string | null;
  /** Millimetres. */
  focal_length: number | null;
  /** Millimetres on a 35 mm film with the same view. */
  focal_length_35: number | null;
  /** Seconds. */
  exposure: number | null;
  /** Steps of exposure, as set against what was metered. */
  exposure_bias: number | null;
  /** The number N of f/N. */
  aperture: number | null;
  iso: number | null;
  /** Degrees, north and east positive. */
  latitude: number | null;
  longitude: number | null;
  /** Metres above the sea. */
  altitude: number | null;
  /** Names of the place as somebody wrote them, from the smallest to the country. */
  place: string | null;
  copyright: string | null;
};

/** Adding zero makes a plain zero of a negative one, which programs write for "at sea level". */
const within = (value: number | undefined, least: number, most: number): number | null =>
  value !== undefined && Number.isFinite(value) && value >= least && value <= most ? value + 0 : null;

const shorter = (value: string | undefined, longest: number): string | null => oneLine(value, longest) ?? null;

/** XMP repeats what EXIF has, and is all there is in files whose EXIF a program dropped. */
function number(read: (tags: Tags, name: string) => number | undefined, { exif, xmp }: Embedded, ...names: readonly string[]): number | undefined {
  for (const tags of [exif, xmp]) {
    for (const name of names) {
      const found = read(tags, name);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function isoOf({ exif, xmp }: Embedded): number | null {
  const listed = Number(allTexts(xmp, 'ISOSpeedRatings')[0]);
  const found = whole(exif, 'ISOSpeedRatings') ?? whole(exif, 'PhotographicSensitivity') ?? (Number.isInteger(listed) ? listed : undefined);
  return within(found, 1, 10_000_000);
}

/** Brackets and dashes are what cameras write for a lens they do not know. */
function lensOf({ exif, xmp }: Embedded): string | null {
  const lens = oneLine(firstText(exif, 'LensModel') ?? firstText(xmp, 'Lens') ?? firstText(xmp, 'LensModel'), 150);
  return lens !== undefined && /[a-z]/i.test(lens) && !/^(unknown|none|n\/a)/i.test(lens) ? lens : null;
}

/** Cameras of around 2000 give both as steps only (APEX values), and a few programs keep nothing else. */
const ofSteps = (value: number | undefined, from: (steps: number) => number): number | undefined => (value === undefined ? undefined : from(value));

function exposureOf(embedded: Embedded): number | null {
  const seconds = number(fraction, embedded, 'ExposureTime') ?? ofSteps(number(fraction, embedded, 'ShutterSpeedValue'), (steps) => 2 ** -steps);
  return within(seconds, 1e-7, 1e6);
}

function apertureOf(embedded: Embedded): number | null {
  const found = number(fraction, embedded, 'FNumber') ?? ofSteps(number(fraction, embedded, 'ApertureValue'), (steps) => 2 ** (steps / 2));
  return within(found, 0.1, 1_000);
}

/** `43,28.0469N` or `43,28,2.81N`, as XMP writes degrees. */
function degrees(text: string | undefined): number | undefined {
  const [, whole, minutes, seconds = '0', direction] = /^(\d{1,3}),(\d{1,2}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?([NSEW])$/.exec(text ?? '') ?? [];
  if (whole === undefined) return undefined;
  const value = Number(whole) + Number(minutes) / 60 + Number(seconds) / 3600;
  return direction === 'S' || direction === 'W' ? -value : value;
}

function gpsOf({ gps, xmp }: Embedded): Embedded['gps'] {
  if (gps.latitude !== undefined) return gps;
  const [latitude, longitude] = [degrees(firstText(xmp, 'GPSLatitude')), degrees(firstText(xmp, 'GPSLongitude'))];
  return latitude === undefined || longitude === undefined ? {} : { latitude, longitude };
}

function positionOf(embedded: Embedded): Pick<Facts, 'latitude' | 'longitude' | 'altitude'> {
  const { latitude, longitude, altitude } = gpsOf(embedded);
  const [north, east] = [within(latitude, -90, 90), within(longitude, -180, 180)];
  // Exactly zero and zero is what a receiver without a fix writes.
  if (north === null || east === null || (north === 0 && east === 0)) return { latitude: null, longitude: null, altitude: null };
  return { latitude: north, longitude: east, altitude: within(altitude, -12_000, 100_000) };
}

function placeOf({ xmp, iptc }: Embedded): string | null {
  const names = [
    firstText(xmp, 'Location') ?? firstText(iptc, 'Sub-location'),
    firstText(xmp, 'City') ?? firstText(iptc, 'City'),
    firstText(xmp, 'State') ?? firstText(iptc, 'Province/State'),
    firstText(xmp, 'Country') ?? firstText(iptc, 'Country/Primary Location Name'),
  ].flatMap((name) => oneLine(name, 100) ?? []);
  return shorter([...new Set(names)].join(', '), 300);
}

/** What the camera and the photographer left about how, where and by whose right. */
export function readFacts(embedded: Embedded): Facts {
  const { exif, xmp, iptc } = embedded;
  return {
    make: shorter(firstText(exif, 'Make') ?? firstText(xmp, 'Make'), 100),
    model: shorter(firstText(exif, 'Model') ?? firstText(xmp, 'Model'), 100),
    lens: lensOf(embedded),
    focal_length: within(number(fraction, embedded, 'FocalLength'), 0.1, 100_000),
    focal_length_35: within(number(fraction, embedded, 'FocalLengthIn35mmFilm', 'FocalLengthIn35mmFormat'), 1, 100_000),
    exposure: exposureOf(embedded),
    exposure_bias: within(number(fraction, embedded, 'ExposureBiasValue'), -20, 20),
    aperture: apertureOf(embedded),
    iso: isoOf(embedded),
    ...positionOf(embedded),
    place: placeOf(embedded),
    copyright: shorter(firstText(xmp, 'rights') ?? firstText(iptc, 'Copyright Notice') ?? firstText(exif, 'Copyright'), 1_000),
  };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageView, Rail } from '@picturerail/sdk';
import { describe, expect, test } from 'vitest';
import type { Facts } from '../reading/facts.ts';
import type { MetadataSettings } from '../settings.ts';
import { cameraName } from './camera-name.ts';
import { formatAltitude, formatExposure, formatFocalLength, formatPosition, type Wording } from './format-facts.ts';
import { renderPanels } from './render-panels.ts';

const locales = join(import.meta.dirname, '../../locales');
const textsOf = (language: string): Record<string, string> => JSON.parse(readFileSync(join(locales, `${language}.json`), 'utf8'));
const wordingIn = (language: string): Wording => {
  const texts = textsOf(language);
  return { language, t: (key, values = {}) => (texts[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name])) };
};

const nothing: Facts = {
  make: null,
  model: null,
  lens: null,
  focal_length: null,
  focal_length_35: null,
  exposure: null,
  exposure_bias: null,
  aperture: null,
  iso: null,
  latitude: null,
  longitude: null,
  altitude: null,
  place: null,
  copyright: null,
};

describe('a camera', () => {
  test.each([
    ['NIKON CORPORATION', 'NIKON D40', 'Nikon D40'],
    ['NIKON', 'E990', 'Nikon E990'],
    ['Canon', 'Canon EOS 450D', 'Canon EOS 450D'],
    ['Asahi Optical Co.,Ltd', 'PENTAX Optio 430', 'Pentax Optio 430'],
    ['Hewlett-Packard', 'HP PhotoSmart C812', 'HP PhotoSmart C812'],
    ['JK Imaging, Ltd.', 'KODAK PIXPRO S-1', 'Kodak PIXPRO S-1'],
    ['Apple', 'iPhone 5', 'Apple iPhone 5'],
    ['Polyphony Digital Inc.', 'Gran Turismo 5', 'Polyphony Digital Inc. Gran Turismo 5'],
    ['SONY', null, 'Sony'],
    [null, 'X100', 'X100'],
    [null, null, null],
  ])('of %s and %s is called %s', (make, model, name) => {
    expect(cameraName(make, model)).toBe(name);
  });
});

describe('an exposure', () => {
  test.each([
    [{ exposure: 1 / 250, aperture: 5.6, iso: 100, exposure_bias: 0 }, '1/250 s, f/5.6, ISO 100', '1/250 s, f/5,6, ISO 100'],
    [{ exposure: 1 / 4000 }, '1/4000 s', '1/4000 s'],
    [{ exposure: 2.5, exposure_bias: -2 / 3 }, '2.5 s, -0.7 EV', '2,5 s, -0,7 EV'],
    [{ exposure: 0.5, exposure_bias: 1 }, '0.5 s, +1 EV', '0,5 s, +1 EV'],
    [{}, '', ''],
  ])('reads as cameras show it, in the numbers of the language', (facts, english, german) => {
    expect(formatExposure({ ...nothing, ...facts }, wordingIn('en'))).toBe(english);
    expect(formatExposure({ ...nothing, ...facts }, wordingIn('de'))).toBe(german);
  });
});

test('a focal length names the one on 35 mm film where that is another', () => {
  const format = (focal_length: number | null, focal_length_35: number | null) =>
    formatFocalLength({ ...nothing, focal_length, focal_length_35 }, wordingIn('en'));
  expect([format(7.6, null), format(26, 39), format(50, 50), format(null, 28), format(null, null)]).toEqual([
    '7.6 mm',
    '26 mm (39 mm on 35 mm film)',
    '50 mm',
    '28 mm on 35 mm film',
    '',
  ]);
});

test('a position is written in degrees and directions', () => {
  const format = (latitude: number | null, longitude: number | null, language: string) =>
    formatPosition({ ...nothing, latitude, longitude }, wordingIn(language));
  expect(format(43.467448, 11.885127, 'en')).toBe('43.46745° N, 11.88513° E');
  expect(format(-33.85, -70.5, 'de')).toBe('33,85° S, 70,5° W');
  expect(format(1, null, 'en')).toBe('');
  expect(formatAltitude({ ...nothing, altitude: 1234.5 }, wordingIn('en'))).toBe('1,235 m');
  expect(formatAltitude(nothing, wordingIn('en'))).toBe('');
});

describe('the panel', () => {
  const facts = [
    { ...nothing, image_id: 1, make: 'NIKON', model: 'E990', latitude: 1, longitude: 2, place: 'A < B', copyright: '© "me"' },
    { ...nothing, image_id: 3 },
  ];
  const keywords = [{ image_id: 1, position: 0, keyword: '<script>' }];
  const asked: { table: string; where: unknown }[] = [];
  const railWith = (showPlace: boolean) =>
    ({
      settings: { get: async () => ({ showPlace }) },
      db: {
        table: (table: string) => ({
          select: async ({ where }: { where: unknown }) => {
            asked.push({ table, where });
            return table === 'facts' ? facts : keywords;
          },
        }),
      },
      i18n: { t: (language: string, key: string, values?: Record<string, string | number>) => wordingIn(language).t(key, values) },
    }) as unknown as Rail<MetadataSettings>;
  const images = [1, 2, 3].map((id) => ({ id })) as ImageView[];

  test('shows what is known, escaped, and asks the database once a table for all images', async () => {
    asked.length = 0;
    const [first, second, third] = await renderPanels(railWith(true), images, 'en');
    expect(asked).toEqual([
      { table: 'facts', where: { image_id: [1, 2, 3] } },
      { table: 'keywords', where: { image_id: [1, 2, 3] } },
    ]);
    expect(String(first)).toBe(
      '<section><h2>Camera</h2><dl><div><dt>Body</dt><dd>Nikon E990</dd></div></dl></section>' +
        '<section><h2>Taken at</h2><dl><div><dt>Place</dt><dd>A &lt; B</dd></div><div><dt>Coordinates</dt><dd>1° N, 2° E</dd></div></dl></section>' +
        '<section><h2>Keywords</h2><ul class="keywords"><li>&lt;script&gt;</li></ul></section>' +
        '<section><h2>Rights</h2><dl><div><dt>Copyright</dt><dd>© &quot;me&quot;</dd></div></dl></section>',
    );
    expect([second, third]).toEqual([null, null]);
  });

  test('is in the language of the page', async () => {
    const [first] = await renderPanels(railWith(true), images, 'fr');
    expect(String(first)).toContain('<h2>Appareil</h2>');
  });

  test('keeps places to itself where the webmaster wants that', async () => {
    const [first] = await renderPanels(railWith(false), images, 'en');
    expect(String(first)).not.toMatch(/Place|° N/);
    expect(String(first)).toContain('Nikon E990');
  });
});

test('every language has the same texts with the same places in them', () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  const english = textsOf('en');
  for (const file of readdirSync(locales)) {
    const texts = textsOf(file.replace('.json', ''));
    expect(Object.keys(texts).sort(), file).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(texts)) expect(places(text), `${file} ${key}`).toEqual(places(english[key] as string));
  }
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MetadataSettings } from '../settings.ts';
import { blocksOfJpeg } from './blocks.fixture.ts';
import { readEmbedded } from './embedded.ts';
import { type Facts, readFacts } from './facts.ts';
import { readFields } from './fields.ts';
import { readKeywords } from './keywords.ts';

const photos = process.env.TEST_PHOTOS;
if (!photos && !process.env.CI) console.warn('Skipped: real photos are looked for in the folder that TEST_PHOTOS names.');

const settings: MetadataSettings = {
  title: ['xmp:title', 'iptc:object-name', 'exif:xp-title', 'xmp:headline', 'iptc:headline'],
  description: ['xmp:description', 'iptc:caption', 'exif:image-description', 'exif:xp-comment', 'exif:user-comment'],
  author: ['xmp:creator', 'iptc:by-line', 'exif:artist', 'exif:xp-author'],
  showPlace: true,
};

function read(path: string) {
  const embedded = readEmbedded(blocksOfJpeg(readFileSync(join(photos as string, path))));
  const { takenAt, ...fields } = readFields(embedded, settings);
  const keywords = readKeywords(embedded);
  return {
    ...fields,
    ...(takenAt !== undefined && { taken: new Date(takenAt).toISOString().replace('Z', '') }),
    facts: readFacts(embedded),
    ...(keywords.length > 0 && { keywords }),
  };
}

interface Expected {
  readonly title?: string;
  readonly description?: string;
  readonly author?: string;
  readonly taken?: string;
  readonly takenOffset?: number;
  readonly keywords?: readonly string[];
  readonly facts: Partial<Facts>;
}

const near = (value: number) => expect.closeTo(value, 4) as number;

const expected: Record<string, Expected> = {
  'library/Travel/Tuscany/DSCN0010.jpg': {
    // The satellites' date is a day off, so the offset is unknown.
    taken: '2008-10-22T16:28:39.000',
    facts: {
      make: 'NIKON',
      model: 'COOLPIX P6000',
      focal_length: 24,
      focal_length_35: 112,
      exposure: near(1 / 75),
      aperture: 5.9,
      iso: 64,
      latitude: near(43.46745),
      longitude: near(11.88513),
    },
  },
  'library/Nature/Skies/Nokia Lumia 800.jpg': {
    taken: '2012-06-09T21:23:38.000',
    takenOffset: 60,
    keywords: ['2012', 'dublin', 'ireland', 'june', 'lumia'],
    facts: {
      make: 'Nokia',
      model: 'Nokia Lumia 800',
      exposure: 0.001,
      aperture: 2.2,
      latitude: near(53.35947),
      longitude: near(-6.25823),
      altitude: near(35.8),
    },
  },
  'library/Motor/Canon EOS-1D Mark III (via Adobe Lightroom).jpg': {
    title: 'iptc status-title',
    description: 'caption',
    author: 'iptc creator-creator',
    taken: '2008-09-20T09:01:07.090',
    takenOffset: 60,
    keywords: expect.arrayContaining(['BTCC', 'Brands Hatch', 'Tunc Sengun']),
    facts: {
      model: 'Canon EOS-1D Mark III',
      lens: 'EF70-200mm f/2.8L IS USM',
      focal_length: 200,
      iso: 100,
      copyright: 'iptc copyright-copyright',
      place: 'iptc image-location, iptc image-city, iptc image-state, iptc image-country',
    },
  },
  'library/Travel/London/Nikon D40.jpg': {
    description: 'dpreview.com',
    author: 'Phil Askey',
    taken: '2006-12-16T12:42:05.900',
    facts: { make: 'NIKON CORPORATION', model: 'NIKON D40', focal_length: 26, focal_length_35: 39, exposure: near(1 / 160), aperture: 6.3, iso: 200 },
  },
  'library/Test targets/Formats/xmp-blue-square.jpg': {
    title: 'Blue Square Test File - .jpg',
    description: 'XMPFiles BlueSquare test file, created in Photoshop CS2, saved as .psd, .jpg, and .tif.',
    keywords: ['XMP', 'Blue Square', 'test file', 'Photoshop', '.jpg'],
    facts: {},
  },
  'library/Animals/Minolta DiMAGE S404.jpg': { taken: '2002-05-16T15:43:26.000', facts: { model: 'DiMAGE S404', exposure: near(1 / 128), iso: 64 } },
  'library/Travel/Europe/Samsung SM-G935L (Galaxy S7 Edge).jpg': {
    taken: '2017-02-09T19:51:38.088',
    takenOffset: 60,
    facts: { latitude: near(48.8925), longitude: near(2.23639), altitude: 0 },
  },
  'odd-metadata/33-type_error.jpg': {
    description: 'El cielo sobre Berlin (Heaven above Berlin)',
    author: 'Pilar Flores',
    taken: '2008-05-25T19:31:26.000',
    facts: { model: 'Canon PowerShot G9', aperture: 5 },
  },
  'odd-metadata/67-0_length_string.jpg': { facts: { model: 'SM-G930F', latitude: near(51.025), altitude: 340 } },
};

describe.skipIf(!photos && !process.env.CI)('what real cameras and programs embed', () => {
  test.each(Object.entries(expected))('%s', (path, { facts, ...fields }) => {
    const { facts: found, ...others } = read(path);
    expect(others).toEqual(fields);
    expect(found).toMatchObject(facts);
  });

  test.each(['odd-metadata', 'broken', 'library'])('in %s nothing makes the reading fail', (folder) => {
    const files = readdirSync(join(photos as string, folder), { recursive: true, encoding: 'utf8' }).filter((name) => /\.jpe?g$/i.test(name));
    expect(files.length).toBeGreaterThan(5);
    const bytes = (name: string) => readFileSync(join(photos as string, folder, name));
    for (const name of files) {
      const whole = new Uint8Array(bytes(name).subarray(0, 200_000));
      expect(() => readFacts(readEmbedded({ exif: whole, iptc: whole.subarray(0, 60_000), xmp: whole })), name).not.toThrow();
    }
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MetadataSettings } from '../settings.ts';
import { alternatives, exifBlock, iptcBlock, list, tag, utf16, xmpBlock } from './blocks.fixture.ts';
import { readEmbedded } from './embedded.ts';
import { readFacts } from './facts.ts';
import { readFields } from './fields.ts';
import { readKeywords } from './keywords.ts';

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')).picturerail;
const defaults = Object.fromEntries(
  Object.entries<{ default: unknown }>(manifest.settings.properties).map(([name, schema]) => [name, schema.default]),
) as unknown as MetadataSettings;

type Blocks = Parameters<typeof readEmbedded>[0];
const fieldsOf = (blocks: Blocks, settings: Partial<MetadataSettings> = {}) => readFields(readEmbedded(blocks), { ...defaults, ...settings });
const factsOf = (blocks: Blocks) => Object.fromEntries(Object.entries(readFacts(readEmbedded(blocks))).filter(([, value]) => value !== null));

describe('texts', () => {
  const everywhere: Blocks = {
    xmp: xmpBlock(alternatives('dc:title', { 'de-DE': 'Schleuse', 'x-default': 'Lock' }) + list('dc:creator', 'Seq', ['Ana', 'Bo'])),
    iptc: iptcBlock([
      [5, 'Objekt'],
      [80, 'Bö'],
      [120, 'Zeile eins\rZeile zwei'],
    ]),
    exif: exifBlock({
      image: [
        [tag.artist, 'Camera Owner'],
        [tag.xpTitle, utf16('Größe')],
      ],
    }),
  };

  test('come from the first source that has any', () => {
    expect(fieldsOf(everywhere)).toEqual({ title: 'Lock', author: 'Ana, Bo', description: 'Zeile eins\nZeile zwei' });
  });

  test('turn nothing around that stands beside them', () => {
    const turned = 'in\u202evoice\u202c \u2067gpj\u2069.exe';
    const xmp = xmpBlock(alternatives('dc:title', { 'x-default': turned }) + list('dc:creator', 'Seq', ['\u202dAna']) + list('dc:subject', 'Bag', [turned]));
    expect(fieldsOf({ xmp })).toEqual({ title: 'invoice gpj.exe', author: 'Ana' });
    expect(readKeywords(readEmbedded({ xmp }))).toEqual(['invoice gpj.exe']);
  });

  test('follow the order of the settings, and an empty order leaves the field alone', () => {
    expect(fieldsOf(everywhere, { title: ['exif:xp-title'], author: ['iptc:by-line'], description: [] })).toEqual({ title: 'Größe', author: 'Bö' });
  });

  test.each(['OLYMPUS DIGITAL CAMERA', 'SONY DSC', '          ', 'DCF 1.0', 'DSC_0042.JPG', '[Undefined encoding]', 'Picasa', '-'])(
    'that a camera or a program writes are passed over: "%s"',
    (text) => {
      expect(
        fieldsOf({
          exif: exifBlock({
            image: [
              [tag.imageDescription, text],
              [tag.artist, text],
            ],
          }),
        }),
      ).toEqual({});
    },
  );

  test('that repeat the model are passed over', () => {
    expect(
      fieldsOf({
        exif: exifBlock({
          image: [
            [tag.imageDescription, '<KENOX S730  / Samsung S730>'],
            [tag.model, '<KENOX S730 / Samsung S730>'],
          ],
        }),
      }),
    ).toEqual({});
  });

  test('in Latin-1 are read as such where IPTC declares no encoding', () => {
    expect(fieldsOf({ iptc: iptcBlock([[5, 'Fête à Nîmes']], { utf8: false }) }).title).toBe('Fête à Nîmes');
  });

  test('lose control characters, and what is longer than a title', () => {
    expect(fieldsOf({ xmp: xmpBlock(alternatives('dc:title', { 'x-default': `a\tb\n${'é'.repeat(500)}` })) }).title).toBe(`a b ${'é'.repeat(196)}`);
  });

  test('are read from records without the wrapper that JPEG puts around them', () => {
    expect(fieldsOf({ iptc: iptcBlock([[5, 'Bare']], { bare: true }) }).title).toBe('Bare');
    expect(fieldsOf({ xmp: xmpBlock(alternatives('dc:title', { 'x-default': 'Bare' }), { wrapper: false }) }).title).toBe('Bare');
  });
});

describe('the time taken', () => {
  const at = (text: string) => Date.parse(`${text}Z`);
  const taken = (blocks: Blocks) => {
    const { takenAt, takenOffset } = fieldsOf(blocks);
    return { takenAt, takenOffset };
  };

  test('is the wall clock of the camera, with its fractions of a second and its offset', () => {
    const exif = exifBlock({
      exif: [
        [tag.dateTimeOriginal, '2019:07:14 18:30:00'],
        [tag.offsetTimeOriginal, '+05:30'],
        [tag.subSecTimeOriginal, '25'],
      ],
    });
    expect(taken({ exif })).toEqual({ takenAt: at('2019-07-14T18:30:00.250'), takenOffset: 330 });
  });

  test('is not the time a program saved the file', () => {
    expect(taken({ exif: exifBlock({ image: [[tag.dateTime, '2019:07:14 18:30:00']] }) })).toEqual({ takenAt: undefined, takenOffset: undefined });
  });

  test('has the offset of the file time only where both show the same clock', () => {
    const with2 = (dateTime: string) =>
      exifBlock({
        image: [[tag.dateTime, dateTime]],
        exif: [
          [tag.dateTimeOriginal, '2019:07:14 18:30:00'],
          [tag.offsetTime, '-07:00'],
        ],
      });
    expect(taken({ exif: with2('2019:07:14 18:30:00') }).takenOffset).toBe(-420);
    expect(taken({ exif: with2('2019:07:15 09:00:00') }).takenOffset).toBeUndefined();
  });

  test('has the offset that XMP gives to the same clock, but not its "Z"', () => {
    const exif = exifBlock({ exif: [[tag.dateTimeOriginal, '2008:09:20 09:01:07']] });
    const xmp = (text: string) => xmpBlock(`<exif:DateTimeOriginal>${text}</exif:DateTimeOriginal>`);
    expect(taken({ exif, xmp: xmp('2008-09-20T09:01:07.09+01:00') }).takenOffset).toBe(60);
    expect(taken({ exif, xmp: xmp('2008-09-20T09:01:07Z') }).takenOffset).toBeUndefined();
    expect(taken({ exif, xmp: xmp('2008-09-20T10:01:07+01:00') }).takenOffset).toBeUndefined();
  });

  const gps = (date: string, [hours, minutes, seconds]: readonly [number, number, number], status = 'A') =>
    exifBlock({
      exif: [[tag.dateTimeOriginal, '2012:06:09 21:23:38']],
      gps: [
        [
          tag.gpsTime,
          [
            [hours, 1],
            [minutes, 1],
            [seconds, 1],
          ],
        ],
        [tag.gpsStatus, status],
        [tag.gpsDate, date],
      ],
    });

  test.each([
    ['an hour apart', gps('2012:06:09', [20, 23, 30]), 60],
    ['across midnight', gps('2012:06:10', [2, 23, 38]), -300],
    ['five hours and forty-five minutes apart', gps('2012:06:09', [15, 38, 0]), 345],
    ['by an old fix', gps('2012:06:09', [20, 3, 30]), undefined],
    ['by a date that is a day off', gps('2012:06:11', [20, 23, 30]), undefined],
    ['without a fix', gps('2012:06:09', [20, 23, 30], 'V'), undefined],
    ['at an impossible time', gps('2012:06:09', [25, 23, 30]), undefined],
  ])('has the offset between camera and satellites where that is unambiguous: %s', (_name, exif, offset) => {
    expect(taken({ exif }).takenOffset).toBe(offset);
  });

  test.each([
    '0000:00:00 00:00:00',
    '    :  :     :  :  ',
    '2019:02:30 10:00:00',
    '2019:07:14 25:00:00',
    '9999:01:01 00:00:00',
    'yesterday',
    '1799:01:01 00:00:00',
  ])('is unknown where the clock says "%s"', (text) => {
    expect(taken({ exif: exifBlock({ exif: [[tag.dateTimeOriginal, text]] }) }).takenAt).toBeUndefined();
  });

  test('comes from XMP, IPTC and the scanner where the camera says nothing', () => {
    expect(taken({ xmp: xmpBlock('<photoshop:DateCreated>1936-05-01</photoshop:DateCreated>') })).toEqual({
      takenAt: at('1936-05-01T00:00:00'),
      takenOffset: undefined,
    });
    expect(
      taken({
        iptc: iptcBlock([
          [55, '19870612'],
          [60, '141500+0200'],
        ]),
      }),
    ).toEqual({ takenAt: at('1987-06-12T14:15:00'), takenOffset: 120 });
    expect(taken({ exif: exifBlock({ exif: [[tag.dateTimeDigitized, '2003:01:02 03:04:05']] }) }).takenAt).toBe(at('2003-01-02T03:04:05'));
  });
});

describe('facts', () => {
  test('are read from EXIF', () => {
    const exif = exifBlock({
      image: [
        [tag.make, 'NIKON CORPORATION'],
        [tag.model, 'NIKON D40'],
        [tag.copyright, '(c) 2006 P. A.'],
      ],
      exif: [
        [tag.exposureTime, [[1, 160]]],
        [tag.fNumber, [[63, 10]]],
        [tag.iso, 200],
        [tag.focalLength, [[260, 10]]],
        [tag.focalLength35, 39],
        [tag.lensModel, '18-55mm f/3.5-5.6'],
      ],
      gps: [
        [tag.latitudeRef, 'S'],
        [
          tag.latitude,
          [
            [33, 1],
            [51, 1],
            [0, 1],
          ],
        ],
        [tag.longitudeRef, 'E'],
        [
          tag.longitude,
          [
            [151, 1],
            [12, 1],
            [0, 1],
          ],
        ],
        [tag.altitude, [[125, 10]]],
        [tag.altitudeRef, new Uint8Array([1])],
      ],
    });
    expect(factsOf({ exif })).toEqual({
      make: 'NIKON CORPORATION',
      model: 'NIKON D40',
      copyright: '(c) 2006 P. A.',
      exposure: 1 / 160,
      aperture: 6.3,
      iso: 200,
      focal_length: 26,
      focal_length_35: 39,
      lens: '18-55mm f/3.5-5.6',
      latitude: -33.85,
      longitude: 151.2,
      altitude: -12.5,
    });
  });

  test('are read from XMP where EXIF has been dropped', () => {
    const xmp = xmpBlock(
      `<tiff:Model>X100</tiff:Model><exif:FNumber>56/10</exif:FNumber><exif:ExposureTime>1/640</exif:ExposureTime>${list('exif:ISOSpeedRatings', 'Seq', ['400'])}
       <exif:GPSLatitude>43,28.0469N</exif:GPSLatitude><exif:GPSLongitude>11,53,6.45W</exif:GPSLongitude><photoshop:City>Arezzo</photoshop:City><photoshop:Country>Italia</photoshop:Country>`,
    );
    const { latitude, longitude, ...others } = factsOf({ xmp });
    expect(others).toEqual({ model: 'X100', aperture: 5.6, exposure: 1 / 640, iso: 400, place: 'Arezzo, Italia' });
    expect([latitude, longitude]).toEqual([expect.closeTo(43.467448), expect.closeTo(-11.885125)]);
  });

  test('are computed from steps where a camera gives only those', () => {
    expect(
      factsOf({
        exif: exifBlock({
          exif: [
            [tag.shutterSpeed, [[7, 1]]],
            [tag.apertureValue, [[4, 1]]],
          ],
        }),
      }),
    ).toEqual({ exposure: 1 / 128, aperture: 4 });
  });

  test('that cannot be are left out', () => {
    const nowhere = exifBlock({
      exif: [
        [tag.exposureTime, [[1, 0]]],
        [tag.fNumber, [[0, 10]]],
        [tag.iso, 0],
        [tag.lensModel, '----'],
      ],
      gps: [
        [tag.latitudeRef, 'N'],
        [
          tag.latitude,
          [
            [0, 1],
            [0, 1],
            [0, 1],
          ],
        ],
        [tag.longitudeRef, 'E'],
        [
          tag.longitude,
          [
            [0, 1],
            [0, 1],
            [0, 1],
          ],
        ],
      ],
    });
    expect(factsOf({ exif: nowhere })).toEqual({});
  });
});

describe('keywords', () => {
  test('are those of the first list that has any, each once', () => {
    const iptc = iptcBlock([
      [25, 'Brücke'],
      [25, 'Fluss'],
      [25, 'Brücke'],
      [25, '  '],
    ]);
    expect(readKeywords(readEmbedded({ iptc, exif: exifBlock({ image: [[tag.xpKeywords, utf16('other')]] }) }))).toEqual(['Brücke', 'Fluss']);
    expect(readKeywords(readEmbedded({ iptc, xmp: xmpBlock(list('dc:subject', 'Bag', ['river', 'tide'])) }))).toEqual(['river', 'tide']);
  });

  test('entered in Windows Explorer stand between semicolons', () => {
    expect(readKeywords(readEmbedded({ exif: exifBlock({ image: [[tag.xpKeywords, utf16('a b;c; ')]] }) }))).toEqual(['a b', 'c']);
  });
});

describe('damaged blocks', () => {
  const whole = exifBlock({
    image: [
      [tag.make, 'Maker'],
      [tag.artist, 'Somebody'],
    ],
    exif: [
      [tag.dateTimeOriginal, '2019:07:14 18:30:00'],
      [tag.fNumber, [[63, 10]]],
    ],
  });
  const read = (blocks: Blocks) => ({ ...fieldsOf(blocks), ...factsOf(blocks), keywords: readKeywords(readEmbedded(blocks)) });

  test('never throw, wherever they are cut or changed', () => {
    const others: Blocks = {
      iptc: iptcBlock([
        [5, 'Title'],
        [25, 'key'],
      ]),
      xmp: xmpBlock(alternatives('dc:title', { 'x-default': 'Title' })),
    };
    let seed = 1;
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const mutated = (block: Uint8Array): Uint8Array => {
      const copy = Uint8Array.from(block).subarray(0, 1 + random(block.length));
      for (let change = 0; change < 3; change++) copy[random(copy.length)] = random(256);
      return copy;
    };
    for (let round = 0; round < 400; round++) {
      const blocks = { exif: mutated(whole), iptc: mutated(others.iptc as Uint8Array), xmp: mutated(others.xmp as Uint8Array) };
      expect(() => read(blocks), Buffer.from(blocks.exif).toString('hex')).not.toThrow();
    }
  });

  test('do not spoil what the others tell', () => {
    expect(read({ exif: whole, iptc: new Uint8Array([0x1c, 2]), xmp: Buffer.from('<?xpacket begin=""?><x:xmpmeta><broken') })).toMatchObject({
      make: 'Maker',
      author: 'Somebody',
      aperture: 6.3,
    });
  });

  test('of enormous length are not read at all', () => {
    expect(read({ xmp: xmpBlock(alternatives('dc:title', { 'x-default': 'x'.repeat(600_000) })) })).toEqual({ keywords: [] });
    expect(
      read({
        iptc: iptcBlock([
          [120, 'y'.repeat(60_000)],
          [120, 'y'.repeat(60_000)],
        ]),
      }),
    ).toEqual({ keywords: [] });
  });

  test('of no length are no blocks', () => {
    expect(read({})).toEqual({ keywords: [] });
    expect(read({ exif: new Uint8Array(), iptc: new Uint8Array(), xmp: new Uint8Array() })).toEqual({ keywords: [] });
  });
});

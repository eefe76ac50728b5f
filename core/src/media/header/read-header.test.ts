import { mkdir, open, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMedia } from '../create-media.ts';
import { defaultLimits } from '../limits.ts';
import type { Media } from '../media.ts';
import { openPaintShop, type PaintShop, quarters, quietLog, settings } from '../testing.ts';
import { readHeader } from './read-header.ts';
import { wholeJpegHeader } from './whole-jpeg-header.ts';

let shop: PaintShop;
let media: Media;
beforeAll(async () => {
  shop = await openPaintShop();
  media = createMedia({ storage: shop.storage, settings: () => settings, key: Buffer.alloc(32), log: quietLog });
});
afterAll(async () => {
  await media.close();
  await shop.close();
});

const read = (name: string) => readHeader(shop.at(name), defaultLimits);

it.each([1, 3, 6, 8])('says of a JPEG that was turned (%i) what decoding it says', async (orientation) => {
  const file = shop.at(`turned-${orientation}.jpg`);
  await quarters(60, 40)
    .withMetadata({ orientation })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>')
    .jpeg()
    .toFile(file);
  const { width, height, mime, blocks } = await media.measure(file);
  expect(blocks.exif).not.toBeNull();
  expect(blocks.xmp).not.toBeNull();
  expect(await media.header(file)).toMatchObject({ outcome: 'picture', width, height, sniffed: { mime }, blocks });
});

it('reads a header that stands behind much else', async () => {
  const jpeg = await quarters(30, 20).jpeg().toBuffer();
  const filler = Buffer.concat([Buffer.from([0xff, 0xe4, 0xff, 0xff]), Buffer.alloc(0xfffd)]);
  await writeFile(shop.at('late.jpg'), Buffer.concat([jpeg.subarray(0, 2), filler, filler, jpeg.subarray(2)]));
  expect(await read('late.jpg')).toMatchObject({ outcome: 'picture', width: 30, height: 20 });
});

it('leaves to its decoder what is no JPEG, or one that ends too early', async () => {
  await quarters(30, 20).png().toFile(shop.at('a.png'));
  await writeFile(shop.at('cut.jpg'), (await quarters(30, 20).jpeg().toBuffer()).subarray(0, 20));
  expect(await read('a.png')).toMatchObject({ outcome: 'decode', sniffed: { mime: 'image/png' } });
  expect(await read('cut.jpg')).toMatchObject({ outcome: 'decode' });
});

const noise = () => sharp({ create: { width: 300, height: 300, channels: 3, background: '#456', noise: { type: 'gaussian', mean: 99, sigma: 40 } } });
const wholeOf = async (name: string, bytes: Buffer) => {
  await writeFile(shop.at(name), bytes);
  const handle = await open(shop.at(name));
  const header = await wholeJpegHeader(handle, bytes.length).finally(() => handle.close());
  return header === null ? 'decode' : 'picture';
};

it.each([
  ['nothing', Buffer.alloc(0)],
  ['zeros', Buffer.alloc(5_000)],
  ['another picture that was cut off', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(2_500_000, 7)])],
  ['so much that the end lies on a border of what is read', Buffer.alloc(4_095, 7)],
])('takes a JPEG for a whole one that %s is appended to', async (_, trailer) => {
  for (const progressive of [false, true])
    expect(await wholeOf('whole.jpg', Buffer.concat([await noise().jpeg({ progressive }).toBuffer(), trailer]))).toBe('picture');
});

it('leaves to its decoder a JPEG that does not come to its end, wherever it was cut off, and one packed in an unusual way', async () => {
  const thumbnail = await quarters(20, 20).jpeg().toBuffer();
  const bytes = await noise()
    .withExif({ IFD0: { ImageDescription: thumbnail.toString('latin1') } })
    .jpeg()
    .toBuffer();
  const pixelsAt = bytes.lastIndexOf(Buffer.from([0xff, 0xda]));
  for (const length of [pixelsAt + 1, pixelsAt + 100, Math.floor((pixelsAt + bytes.length) / 2), bytes.length - 1]) {
    expect(await wholeOf('cut.jpg', bytes.subarray(0, length)), `${length} bytes`).toBe('decode');
    expect(await wholeOf('cut.jpg', Buffer.concat([bytes.subarray(0, length), Buffer.alloc(9_000)])), `${length} bytes and zeros`).toBe('decode');
  }
  const arithmetic = Buffer.from(bytes);
  arithmetic[arithmetic.indexOf(Buffer.from([0xff, 0xc0, 0x00, 0x11])) + 1] = 0xc9;
  expect(await wholeOf('arithmetic.jpg', arithmetic)).toBe('decode');
});

it('refuses what claims too much, and tells what is none or cannot be read', async () => {
  const huge = await quarters(30, 20).jpeg().toBuffer();
  const frame = huge.indexOf(Buffer.from([0xff, 0xc0]));
  huge.writeUInt16BE(65_000, frame + 5);
  huge.writeUInt16BE(65_000, frame + 7);
  await writeFile(shop.at('huge.jpg'), huge);
  await writeFile(shop.at('empty.jpg'), '');
  await writeFile(shop.at('text.jpg'), 'no picture');
  await symlink(shop.at('huge.jpg'), shop.at('link.jpg'));
  await mkdir(shop.at('folder.jpg'));
  expect(await read('huge.jpg')).toMatchObject({ outcome: 'refused', code: 'media-too-many-pixels' });
  expect(await read('empty.jpg')).toMatchObject({ outcome: 'refused', code: 'media-file-empty' });
  expect(await read('text.jpg')).toMatchObject({ outcome: 'other' });
  expect(await read('folder.jpg')).toEqual({ outcome: 'other', sniffed: null });
  expect(await read('link.jpg')).toMatchObject({ outcome: 'unreadable', errno: 'ELOOP' });
  expect(await read('gone.jpg')).toMatchObject({ outcome: 'unreadable', errno: 'ENOENT' });
});

it('answers for many files at once, each with its own', async () => {
  const names = Array.from({ length: 70 }, (_, index) => shop.at(`many-${index}.jpg`));
  for (const [index, file] of names.entries())
    await sharp({ create: { width: 8 + index, height: 8, channels: 3, background: '#123' } })
      .jpeg()
      .toFile(file);
  const headers = await Promise.all(names.map((file) => media.header(Buffer.from(file))));
  expect(headers.map((header) => (header.outcome === 'picture' ? header.width : null))).toEqual(names.map((_, index) => 8 + index));
});

const photos = process.env.TEST_PHOTOS;

describe.skipIf(!photos)('of real photos', () => {
  it('says what decoding them says', async () => {
    const folder = path.join(photos ?? '', 'library');
    const files = (await readdir(folder, { recursive: true })).filter((name) => /\.jpe?g$/i.test(name)).map((name) => path.join(folder, name));
    expect(files.length).toBeGreaterThan(10);
    const differing: string[] = [];
    for (const file of files) {
      const [header, measured] = [await readHeader(file, defaultLimits), await media.measure(file).catch(() => null)];
      if (header.outcome !== 'picture' || measured === null) continue;
      expect(await wholeOf('photo.jpg', await readFile(file)), file).toBe('picture');
      const same = { width: header.width, height: header.height, blocks: header.blocks };
      try {
        expect(same).toEqual({ width: measured.width, height: measured.height, blocks: measured.blocks });
      } catch {
        differing.push(file);
      }
    }
    expect(differing).toEqual([]);
  }, 120_000);
});

import { open, readFile, writeFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits, openPaintShop, type PaintShop, quarters } from '../testing.ts';
import { headerSize } from './header-size.ts';
import { inspect } from './inspect.ts';

let shop: PaintShop;
beforeAll(async () => {
  shop = await openPaintShop();
});
afterAll(() => shop.close());

async function sizeIn(name: string, mime: string) {
  const handle = await open(shop.at(name));
  try {
    return await headerSize(handle, mime);
  } finally {
    await handle.close();
  }
}

describe('width and height are read from the header', () => {
  test.each([
    ['a.jpg', 'image/jpeg', (picture: Sharp) => picture.jpeg()],
    ['progressive.jpg', 'image/jpeg', (picture: Sharp) => picture.jpeg({ progressive: true }).withExif({ IFD0: { Copyright: 'x'.repeat(60_000) } })],
    ['a.png', 'image/png', (picture: Sharp) => picture.png()],
    ['a.gif', 'image/gif', (picture: Sharp) => picture.gif()],
    ['lossy.webp', 'image/webp', (picture: Sharp) => picture.webp()],
    ['lossless.webp', 'image/webp', (picture: Sharp) => picture.webp({ lossless: true })],
    ['extended.webp', 'image/webp', (picture: Sharp) => picture.webp().withExif({ IFD0: { Copyright: 'x' } })],
    ['a.tif', 'image/tiff', (picture: Sharp) => picture.tiff()],
    ['large.tif', 'image/tiff', (picture: Sharp) => picture.resize(397, 203, { fit: 'fill' }).tiff({ compression: 'none' })],
    ['a.avif', 'image/avif', (picture: Sharp) => picture.avif({ effort: 0 })],
  ])('%s', async (name, mime, encode) => {
    await encode(quarters(397, 203)).toFile(shop.at(name));
    expect(await sizeIn(name, mime)).toEqual({ width: 397, height: 203 });
  });

  test('a file cut off anywhere in its header has none, and never fails', async () => {
    for (const [name, mime] of [
      ['a.jpg', 'image/jpeg'],
      ['a.png', 'image/png'],
      ['a.gif', 'image/gif'],
      ['lossy.webp', 'image/webp'],
      ['a.tif', 'image/tiff'],
      ['a.avif', 'image/avif'],
    ] as const) {
      const whole = await sharp(shop.at(name)).metadata();
      expect(whole.width).toBe(397);
      const bytes = await readFile(shop.at(name));
      for (let length = 0; length < 200; length += 1) {
        await writeFile(shop.at('cut'), bytes.subarray(0, length));
        const found = await sizeIn('cut', mime);
        expect(found === null || found.width === 397).toBe(true);
      }
    }
  });

  test.each([
    ['fill bytes and markers without length are passed', [0xff, 0xd8, 0xff, 0xff, 0x01, 0xff, 0xc0, 0, 11, 8, 0, 5, 0, 7, 1, 0, 0, 0], { width: 7, height: 5 }],
    ['the scan ends the search', [0xff, 0xd8, 0xff, 0xda, 0, 2, 0xff, 0xc0, 0, 11, 8, 0, 5, 0, 7, 1], null],
    ['rubbish ends the search', [0xff, 0xd8, 0xff, 0xe0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], null],
    ['endless empty segments end it', [0xff, 0xd8, ...Array.from({ length: 10_000 }, () => [0xff, 0xe1, 0, 2]).flat()], null],
  ])('JPEG: %s', async (_, bytes, expected) => {
    await writeFile(shop.at('odd.jpg'), Buffer.from(bytes));
    expect(await sizeIn('odd.jpg', 'image/jpeg')).toEqual(expected);
  });

  test('other types say nothing', async () => {
    expect(await sizeIn('a.jpg', 'image/x-other')).toBeNull();
    await writeFile(shop.at('big.tif'), Buffer.from([0x49, 0x49, 43, 0, 8, 0, 0, 0, 16, 0, 0, 0]));
    expect(await sizeIn('big.tif', 'image/tiff')).toBeNull();
    await writeFile(shop.at('odd.webp'), Buffer.from(`RIFF1234WEBPODD ${'x'.repeat(30)}`));
    expect(await sizeIn('odd.webp', 'image/webp')).toBeNull();
  });
});

describe('what can be refused without decoding', () => {
  const png = (width: number, height: number) => {
    const header = Buffer.alloc(33);
    header.write('\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR', 'latin1');
    header.writeUInt32BE(width, 16);
    header.writeUInt32BE(height, 20);
    return header;
  };

  test('an empty file', async () => {
    await writeFile(shop.at('empty'), '');
    await expect(inspect(shop.at('empty'), limits)).rejects.toMatchObject({ code: 'media-file-empty' });
  });
  test('a picture of too many pixels, by its header alone', async () => {
    await writeFile(shop.at('bomb.png'), png(60_000, 60_000));
    await expect(inspect(shop.at('bomb.png'), limits)).rejects.toThrow('claims 60000 x 60000 pixels, 3600 megapixels; at most 268');
    await writeFile(shop.at('just.png'), png(16_384, 16_384));
    expect(await inspect(shop.at('just.png'), limits)).toMatchObject({ mime: 'image/png' });
  });
  test('a file of too many bytes', async () => {
    await expect(inspect(shop.at('a.jpg'), { ...limits, bytes: 1_000 })).rejects.toMatchObject({ code: 'media-file-too-large' });
  });
  test('what is no picture', async () => {
    await writeFile(shop.at('page.jpg'), '<html>');
    await expect(inspect(shop.at('page.jpg'), limits)).rejects.toMatchObject({ code: 'media-type-refused' });
    await writeFile(shop.at('noise.jpg'), Buffer.from([0, 1, 2]));
    await expect(inspect(shop.at('noise.jpg'), limits)).rejects.toMatchObject({ code: 'media-type-unknown' });
  });
});

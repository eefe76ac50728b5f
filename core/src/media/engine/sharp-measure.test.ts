import { readFile, truncate, writeFile } from 'node:fs/promises';
import type { Sharp } from 'sharp';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sniff } from '../sniff/sniff.ts';
import { colours, limits, openPaintShop, type PaintShop, quarterPixels, quarters } from '../testing.ts';
import { sharpEngine } from './sharp-engine.ts';

let shop: PaintShop;
const engine = sharpEngine();
beforeAll(async () => {
  shop = await openPaintShop();
});
afterAll(() => shop.close());

const measure = (name: string, mime = 'image/jpeg', bounds = limits) =>
  engine.measure({ kind: 'measure', file: shop.at(name), mime, name: 'JPEG image', limits: bounds });
const hex = (colour: readonly number[]) => `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
const channelsOf = (color: string) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as [number, number, number];
const flat = (width: number, height: number, colour: readonly number[] = colours.blue): Sharp =>
  sharp({ create: { width, height, channels: 3, background: { r: colour[0], g: colour[1], b: colour[2] } } });
const thumbBytes = (thumbHash: string) => Buffer.from(thumbHash, 'base64').length;

describe('measuring', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('orientation %i is told, and width and height are those of the upright picture', async (orientation) => {
    await (await quarterPixels(300, 200)).jpeg().withMetadata({ orientation }).toFile(shop.at('turned.jpg'));
    const found = await measure('turned.jpg');
    expect(found).toMatchObject({ orientation, ...(orientation > 4 ? { width: 200, height: 300 } : { width: 300, height: 200 }) });
    expect(thumbBytes(found.thumbHash)).toBeLessThanOrEqual(25);
  });

  test.each([
    ['16-bit PNG', 'image/png', () => flat(90, 60).toColourspace('rgb16').png()],
    ['grey PNG', 'image/png', () => flat(90, 60, [90, 90, 90]).greyscale().png()],
    ['palette PNG', 'image/png', () => flat(90, 60).png({ palette: true })],
    ['WebP', 'image/webp', () => flat(90, 60).webp({ lossless: true })],
    ['TIFF', 'image/tiff', () => flat(90, 60).tiff()],
    ['GIF', 'image/gif', () => flat(90, 60).gif()],
    ['AVIF', 'image/avif', () => flat(90, 60).avif({ effort: 0, lossless: true })],
  ] as const)('%s', async (name, mime, paint) => {
    await paint().toFile(shop.at(name));
    const found = await measure(name, mime);
    expect(found).toMatchObject({ width: 90, height: 60, pages: 1, mime, format: mime.slice(6), orientation: 1 });
    // A GIF may be transparent anywhere, and is taken as if it were.
    expect(found.hasAlpha).toBe(name === 'GIF');
    const expected = name === 'grey PNG' ? [90, 90, 90] : colours.blue;
    for (const [channel, value] of channelsOf(found.color).entries()) expect(Math.abs(value - (expected[channel] ?? -99))).toBeLessThan(6);
  });

  test('CMYK comes out in the colours people see', async () => {
    await flat(60, 40, colours.red).toColourspace('cmyk').jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toFile(shop.at('cmyk.jpg'));
    expect((await sharp(shop.at('cmyk.jpg')).metadata()).space).toBe('cmyk');
    const [red, green, blue] = channelsOf((await measure('cmyk.jpg')).color);
    expect(red).toBeGreaterThan(180);
    expect(Math.max(green, blue)).toBeLessThan(90);
  });

  test('transparency is told, and counts as white', async () => {
    await sharp({ create: { width: 40, height: 40, channels: 4, background: '#00000000' } })
      .png()
      .toFile(shop.at('clear.png'));
    expect(await measure('clear.png', 'image/png')).toMatchObject({ hasAlpha: true, color: '#ffffff' });
  });

  test('an animation has its frames counted and is measured by one of them', async () => {
    const frames = await Promise.all([colours.red, colours.green, colours.blue].map((colour) => flat(50, 30, colour).png().toBuffer()));
    await sharp(frames, { join: { animated: true } })
      .gif({ delay: 100 })
      .toFile(shop.at('moving.gif'));
    await sharp(frames, { join: { animated: true } })
      .webp({ lossless: true })
      .toFile(shop.at('moving.webp'));
    expect(await measure('moving.gif', 'image/gif')).toMatchObject({ width: 50, height: 30, pages: 3 });
    expect(await measure('moving.webp', 'image/webp')).toMatchObject({ width: 50, height: 30, pages: 3, color: hex(colours.red) });
    await expect(measure('moving.gif', 'image/gif', { ...limits, frames: 2 })).rejects.toThrow('has 3 frames; at most 2');
  });

  test.each([
    [1, 1],
    [2, 1],
    [10_000, 100],
    [100, 10_000],
    [100, 1],
  ])('%i x %i pixels have a hash of at most 25 bytes', async (width, height) => {
    await flat(width, height).png().toFile(shop.at('odd.png'));
    const found = await measure('odd.png', 'image/png');
    expect(found).toMatchObject({ width, height, color: hex(colours.blue) });
    expect(thumbBytes(found.thumbHash)).toBeGreaterThanOrEqual(5);
    expect(thumbBytes(found.thumbHash)).toBeLessThanOrEqual(25);
  });

  test('the weightiest colour is that of the motif, not of its shadows', async () => {
    await flat(100, 100, [8, 8, 8])
      .composite([{ input: await flat(60, 60, colours.red).png().toBuffer(), left: 20, top: 20 }])
      .png()
      .toFile(shop.at('rose.png'));
    expect((await measure('rose.png', 'image/png')).color).toMatch(/^#[cde]/);
  });
});

describe('embedded metadata', () => {
  const exif = { IFD0: { Copyright: 'Ana Lima' } };
  const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>';

  test.each([
    ['image/jpeg', (picture: Sharp) => picture.jpeg()],
    ['image/webp', (picture: Sharp) => picture.webp()],
    ['image/png', (picture: Sharp) => picture.png()],
    ['image/avif', (picture: Sharp) => picture.avif({ effort: 0 })],
  ])('of %s comes as it stands in the file, EXIF from its byte order on', async (mime, encode) => {
    await encode(quarters(60, 40)).withExif(exif).withXmp(xmp).toFile(shop.at('with'));
    const { blocks } = await measure('with', mime);
    expect(['II', 'MM']).toContain(Buffer.from(blocks.exif ?? []).toString('latin1', 0, 2));
    expect(Buffer.from(blocks.exif ?? []).toString('latin1')).toContain('Ana Lima');
    expect(Buffer.from(blocks.xmp ?? []).toString()).toContain('adobe:ns:meta');
    expect(await engine.blocks({ kind: 'blocks', file: shop.at('with'), mime, name: 'image', limits })).toEqual(blocks);
  });

  test('a TIFF file is its own EXIF', async () => {
    await quarters(60, 40).tiff().toFile(shop.at('with.tif'));
    const { exif } = (await measure('with.tif', 'image/tiff')).blocks;
    expect(Buffer.from(exif ?? []).equals(await readFile(shop.at('with.tif')))).toBe(true);
  });

  test('without any there is none', async () => {
    await quarters(60, 40).jpeg().toFile(shop.at('bare.jpg'));
    expect((await measure('bare.jpg')).blocks).toEqual({ exif: null, iptc: null, xmp: null });
  });
});

describe('a file that is not whole is refused with a reason', () => {
  const cases: readonly (readonly [string, string, (picture: Sharp) => Sharp])[] = [
    ['JPEG', 'image/jpeg', (picture) => picture.jpeg()],
    ['progressive JPEG', 'image/jpeg', (picture) => picture.jpeg({ progressive: true })],
    ['PNG', 'image/png', (picture) => picture.png()],
    ['WebP', 'image/webp', (picture) => picture.webp()],
    ['GIF', 'image/gif', (picture) => picture.gif()],
    ['TIFF', 'image/tiff', (picture) => picture.tiff({ compression: 'none' })],
  ];
  test.each(cases)('%s', async (_, mime, encode) => {
    const noisy = sharp({ create: { width: 400, height: 300, channels: 3, background: '#000000', noise: { type: 'gaussian', mean: 128, sigma: 60 } } });
    const { size = 0 } = await encode(noisy).toFile(shop.at('cut'));
    await truncate(shop.at('cut'), Math.floor(size / 2));
    await expect(measure('cut', mime)).rejects.toMatchObject({ code: 'media-damaged', message: expect.stringMatching(/^The JPEG image is damaged: .+\.$/) });
  });

  test('a header and nothing behind it', async () => {
    await writeFile(shop.at('header.jpg'), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46]));
    await expect(measure('header.jpg')).rejects.toMatchObject({ code: 'media-damaged' });
  });

  test('a picture of more pixels than allowed, the second line of defence', async () => {
    await quarters(300, 200).png().toFile(shop.at('large.png'));
    await expect(measure('large.png', 'image/png', { ...limits, pixels: 1_000 })).rejects.toMatchObject({
      code: expect.stringMatching(/^media-(damaged|too-many-pixels)$/),
    });
  });

  test('no drawing is ever decoded, whatever it is called', async () => {
    await writeFile(shop.at('script.png'), '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>');
    await expect(measure('script.png', 'image/png')).rejects.toMatchObject({ code: 'media-damaged' });
  });
});

test('a picture with a program behind it stays a picture', async () => {
  const jpeg = await quarters(60, 40).jpeg().toBuffer();
  const both = Buffer.concat([jpeg, Buffer.from('<?php system($_GET["c"]); ?>')]);
  await writeFile(shop.at('tail.jpg'), both);
  expect(sniff(both)?.mime).toBe('image/jpeg');
  expect(await measure('tail.jpg')).toMatchObject({ width: 60, height: 40 });
});

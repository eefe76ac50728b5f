import { writeFile } from 'node:fs/promises';
import type { Json, Step } from '@picturerail/sdk';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits, openPaintShop, type PaintShop, pixelOf } from '../testing.ts';
import { sharpEngine } from './sharp-engine.ts';

let shop: PaintShop;
const engine = sharpEngine();
const reference = `file:${'b'.repeat(64)}`;
beforeAll(async () => {
  shop = await openPaintShop();
  await sharp({ create: { width: 400, height: 300, channels: 3, background: '#000000' } })
    .png()
    .toFile(shop.at('black.png'));
  await sharp({ create: { width: 50, height: 50, channels: 4, background: '#ffffffff' } })
    .png()
    .toFile(shop.at('mark.png'));
});
afterAll(() => shop.close());

async function marked(steps: readonly Step[], options: { mark?: string; width?: number; height?: number; format?: 'jpeg' | 'webp' } = {}): Promise<string> {
  const { mark = 'mark.png', width = 400, height = 300, format = 'webp' } = options;
  const target = shop.at('out');
  const size = { name: 'x', fit: 'inside' as const, width, height, steps, target };
  const files = mark === 'none' ? {} : { [reference]: shop.at(mark) };
  await engine.render({
    kind: 'render',
    file: shop.at('black.png'),
    mime: 'image/png',
    name: 'image',
    limits,
    upright: { width: 400, height: 300 },
    format,
    quality: 100,
    sizes: [size],
    files,
  });
  return target;
}
const composite = (options: { [name: string]: Json }): Step => ({ operation: 'composite', options: { file: reference, size: 0.2, ...options } });
const isLight = async (file: string, x: number, y: number) => ((await pixelOf(file, x, y))[0] ?? 0) > 200;
const isDark = async (file: string, x: number, y: number) => ((await pixelOf(file, x, y))[0] ?? 255) < 55;

describe('a mark', () => {
  test.each([
    [
      'in the middle',
      {},
      [200, 150],
      [
        [165, 150],
        [235, 150],
      ],
    ],
    [
      'at the top left',
      { x: 0, y: 0 },
      [5, 5],
      [
        [65, 5],
        [5, 65],
      ],
    ],
    [
      'at the bottom right',
      { x: 1, y: 1 },
      [395, 295],
      [
        [335, 295],
        [395, 235],
      ],
    ],
    [
      'with a margin',
      { x: 1, y: 1, margin: 0.1 },
      [365, 265],
      [
        [375, 265],
        [305, 265],
      ],
    ],
  ] as const)('%s, in the size of its share of the shorter edge', async (_, options, light, dark) => {
    const file = await marked([composite(options)]);
    expect(await isLight(file, light[0], light[1])).toBe(true);
    for (const [x, y] of dark) expect(await isDark(file, x, y)).toBe(true);
    expect((await sharp(file).metadata()).hasAlpha).toBe(false);
  });

  test('is the same share of every size', async () => {
    const file = await marked([composite({ x: 0, y: 0 })], { width: 200, height: 150 });
    expect(await isLight(file, 27, 27)).toBe(true);
    expect(await isDark(file, 33, 33)).toBe(true);
  });

  test('as strong as it should be', async () => {
    const [value = 0] = await pixelOf(await marked([composite({ opacity: 0.5 })]), 200, 150);
    expect(Math.abs(value - 128)).toBeLessThan(6);
  });

  test('blended', async () => {
    const [value = 255] = await pixelOf(await marked([composite({ blend: 'multiply' })]), 200, 150);
    expect(value).toBeLessThan(5);
  });

  test('tiled over all of the picture, with gaps', async () => {
    const file = await marked([composite({ tile: true, margin: 0.05 })]);
    for (const [x, y] of [
      [45, 45],
      [135, 45],
      [45, 135],
      [315, 225],
    ] as const)
      expect(await isLight(file, x, y)).toBe(true);
    for (const [x, y] of [
      [5, 45],
      [90, 45],
    ] as const)
      expect(await isDark(file, x, y)).toBe(true);
  });

  test('turned', async () => {
    const file = await marked([composite({ angle: 45 })]);
    expect(await isLight(file, 200, 112)).toBe(true);
    expect(await isDark(file, 172, 122)).toBe(true);
  });

  test('larger than the picture is made to fit', async () => {
    const file = await marked([composite({ size: 2 })]);
    expect(await isLight(file, 200, 150)).toBe(true);
    expect(await sharp(file).metadata()).toMatchObject({ width: 400, height: 300 });
  });

  test('drawn in vectors', async () => {
    await writeFile(shop.at('mark.svg'), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#fff"/></svg>');
    expect(await isLight(await marked([composite({})], { mark: 'mark.svg' }), 200, 150)).toBe(true);
  });

  test('over another, in their order', async () => {
    const file = await marked([composite({ opacity: 0.5 }), { operation: 'tint', options: { color: '#ff0000' } }, composite({ size: 0.1 })]);
    const [red = 0, green = 255] = await pixelOf(file, 175, 150);
    expect(red - green).toBeGreaterThan(60);
    expect(await pixelOf(file, 200, 150)).toEqual([255, 255, 255]);
  });

  test('that is not stored leaves no file', async () => {
    await expect(marked([composite({})], { mark: 'none' })).rejects.toMatchObject({
      code: 'media-step-failed',
      message: expect.stringContaining('is not stored'),
    });
  });

  test('that cannot be decoded leaves no file', async () => {
    await writeFile(shop.at('broken.png'), 'nothing');
    await expect(marked([composite({})], { mark: 'broken.png' })).rejects.toMatchObject({ code: 'media-step-failed' });
  });

  test('of an operation nobody knows leaves no file', async () => {
    await expect(marked([{ operation: 'explode', options: {} } as unknown as Step])).rejects.toMatchObject({ code: 'media-step-failed' });
  });
});

describe('a text', () => {
  const text = (options: { [name: string]: Json } = {}): Step => ({
    operation: 'text',
    options: { text: '© Ana & <Bo>', size: 0.2, color: '#ffffff', ...options },
  });

  test('is written where it should stand', async () => {
    const file = await marked([text({ y: 1 })], { format: 'jpeg' });
    const { data, info } = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true });
    const ink = (from: number, to: number) => data.subarray(from * info.width, to * info.width).filter((value) => value > 128).length;
    expect(ink(200, 300)).toBeGreaterThan(300);
    expect(ink(0, 200)).toBe(0);
  });

  test('has its colour', async () => {
    const { channels } = await sharp(await marked([text({ color: '#ff0000' })])).stats();
    expect(channels[0]?.max).toBeGreaterThan(200);
    expect(channels[2]?.max).toBeLessThan(60);
  });

  test('that shows nothing leaves no file', async () => {
    await expect(marked([text({ text: ' ' })])).rejects.toMatchObject({ code: 'media-step-failed' });
  });
});

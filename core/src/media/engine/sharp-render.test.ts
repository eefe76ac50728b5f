import { readFile } from 'node:fs/promises';
import type { Step } from '@picturerail/sdk';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finishedSize, geometryOf } from '../plan/geometry.ts';
import { sizesFor } from '../sizes.ts';
import { coloursOf, limits, openPaintShop, type PaintShop, pixelOf, quarterPixels, quarters, settings, upright } from '../testing.ts';
import type { RenderTask } from './engine.ts';
import { sharpEngine } from './sharp-engine.ts';

let shop: PaintShop;
const engine = sharpEngine();
beforeAll(async () => {
  shop = await openPaintShop();
});
afterAll(() => shop.close());

interface Asked {
  readonly width: number;
  readonly height: number;
  readonly steps?: readonly Step[];
  /** Names of sizes; all without. */
  readonly only?: readonly string[];
  readonly format?: RenderTask['format'];
  readonly mime?: string;
}

/** What a camera stores: the pixels lying as the orientation says they have to be turned back. One after the other, as sharp has an order of its own. */
const asStored: { readonly [orientation: number]: readonly ((picture: Sharp) => Sharp)[] } = {
  2: [(picture) => picture.flop()],
  3: [(picture) => picture.rotate(180)],
  4: [(picture) => picture.flip()],
  5: [(picture) => picture.rotate(270), (picture) => picture.flip()],
  6: [(picture) => picture.rotate(270)],
  7: [(picture) => picture.rotate(90), (picture) => picture.flip()],
  8: [(picture) => picture.rotate(90)],
};

/** Renders the sizes of a painted file and answers them by name. */
async function render(name: string, { width, height, steps = [], only, format = 'jpeg', mime = 'image/jpeg' }: Asked) {
  const finished = finishedSize(width, height, geometryOf(steps));
  const sizes = sizesFor(finished.width, finished.height, settings.sizes)
    .filter((size) => only?.includes(size.name) ?? true)
    .map((size) => ({ ...size, steps, target: shop.at(`${name}-${size.name}.out`) }));
  await engine.render({
    kind: 'render',
    file: shop.at(name),
    mime,
    name: 'image',
    limits,
    upright: { width, height },
    format,
    quality: 90,
    look: false,
    sizes,
    files: {},
  });
  return Object.fromEntries(sizes.map((size) => [size.name, size]));
}

describe('sizes', () => {
  test('have exactly the pixels that were promised, largest to smallest and the square', async () => {
    await quarters(3001, 2003).jpeg().toFile(shop.at('large.jpg'));
    const made = await render('large.jpg', { width: 3001, height: 2003 });
    expect(Object.keys(made)).toHaveLength(7);
    for (const { width, height, target } of Object.values(made)) {
      expect(await sharp(target).metadata()).toMatchObject({ width, height, format: 'jpeg', space: 'srgb' });
      expect(await coloursOf(target)).toEqual(upright);
    }
  });

  test.each([['480'], ['square']])('%s alone is the same as among the others', async (name) => {
    await quarters(1500, 1000).jpeg().toFile(shop.at('alone.jpg'));
    const among = await render('alone.jpg', { width: 1500, height: 1000 });
    const pixels = await sharp(among[name]?.target).raw().toBuffer();
    const alone = await render('alone.jpg', { width: 1500, height: 1000, only: [name] });
    const again = await sharp(alone[name]?.target).raw().toBuffer();
    expect(again.length).toBe(pixels.length);
    const apart = again.reduce((sum, value, at) => sum + Math.abs(value - (pixels[at] ?? 0)), 0) / pixels.length;
    expect(apart).toBeLessThan(2);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('orientation %i stands upright in all of them, and says so no more', async (orientation) => {
    const lying = orientation > 4 ? [400, 600] : [600, 400];
    let stored = await (await quarterPixels(600, 400)).png().toBuffer();
    for (const turn of asStored[orientation] ?? []) stored = await turn(sharp(stored)).png().toBuffer();
    expect(await sharp(stored).metadata()).toMatchObject({ width: lying[0], height: lying[1] });
    await sharp(stored).jpeg().withMetadata({ orientation }).toFile(shop.at('turned.jpg'));
    const made = await render('turned.jpg', { width: 600, height: 400 });
    for (const { target, width, height } of Object.values(made)) {
      expect(await coloursOf(target)).toEqual(upright);
      expect(await sharp(target).metadata()).toMatchObject({ width, height });
      expect((await sharp(target).metadata()).orientation).toBeUndefined();
    }
    const single = await render('turned.jpg', { width: 600, height: 400, only: ['320'] });
    expect(await coloursOf(single['320']?.target ?? '')).toEqual(upright);
  });
});

describe('every kind of picture ends as eight bits of sRGB', () => {
  test.each([
    ['16-bit PNG', 'image/png', (picture: Sharp) => picture.toColourspace('rgb16').png()],
    ['CMYK JPEG', 'image/jpeg', (picture: Sharp) => picture.toColourspace('cmyk').jpeg({ quality: 100 })],
    ['wide-gamut JPEG', 'image/jpeg', (picture: Sharp) => picture.withIccProfile('p3').jpeg({ quality: 100 })],
    ['TIFF', 'image/tiff', (picture: Sharp) => picture.tiff()],
    ['WebP', 'image/webp', (picture: Sharp) => picture.webp()],
  ])('%s', async (name, mime, encode) => {
    await encode(await quarterPixels(500, 400)).toFile(shop.at(name));
    const made = await render(name, { width: 500, height: 400, mime });
    for (const { target } of Object.values(made)) {
      expect(await sharp(target).metadata()).toMatchObject({ space: 'srgb', channels: 3, depth: 'uchar' });
      expect(await coloursOf(target)).toEqual(upright);
    }
    const single = await render(name, { width: 500, height: 400, mime, only: ['320'] });
    expect(await coloursOf(single['320']?.target ?? '')).toEqual(upright);
  });

  test('grey stays grey', async () => {
    await sharp({ create: { width: 300, height: 200, channels: 3, background: '#5a5a5a' } })
      .greyscale()
      .png()
      .toFile(shop.at('grey.png'));
    const made = await render('grey.png', { width: 300, height: 200, mime: 'image/png' });
    const [r = 0, g = 0, b = 0] = await pixelOf(made.square?.target ?? '', 50, 50);
    expect(Math.abs(r - 0x5a) + Math.abs(g - 0x5a) + Math.abs(b - 0x5a)).toBeLessThan(9);
  });

  test.each([[undefined], [['320']]])('transparency is white in JPEG and stays in WebP (%j)', async (only) => {
    await sharp({ create: { width: 300, height: 200, channels: 4, background: '#ff000000' } })
      .png()
      .toFile(shop.at('clear.png'));
    const asked = { width: 300, height: 200, mime: 'image/png', ...(only === undefined ? {} : { only }) };
    const jpeg = await render('clear.png', asked);
    expect(await pixelOf(jpeg['320']?.target ?? '', 50, 50)).toEqual([255, 255, 255]);
    const webp = await render('clear.png', { ...asked, format: 'webp' });
    expect(await sharp(webp['320']?.target).metadata()).toMatchObject({ format: 'webp', hasAlpha: true });
  });

  test('an animation gives its first frame', async () => {
    const flat = (background: string) =>
      sharp({ create: { width: 300, height: 200, channels: 3, background } })
        .png()
        .toBuffer();
    await sharp([await flat('#dc1e1e'), await flat('#1ec828')], { join: { animated: true } })
      .gif()
      .toFile(shop.at('moving.gif'));
    const made = await render('moving.gif', { width: 300, height: 200, mime: 'image/gif' });
    expect(await coloursOf(made.square?.target ?? '')).toEqual(['red', 'red', 'red', 'red']);
    expect(await sharp(made['320']?.target).metadata()).toMatchObject({ width: 300, height: 200 });
  });

  test.each([
    [1, 1],
    [3, 2],
    [10_000, 100],
    [100, 10_000],
  ])('%i x %i pixels', async (width, height) => {
    await quarters(Math.max(width, 2), Math.max(height, 2)).resize(width, height, { fit: 'fill' }).png().toFile(shop.at('odd.png'));
    for (const size of Object.values(await render('odd.png', { width, height, mime: 'image/png' }))) {
      expect(await sharp(size.target).metadata()).toMatchObject({ width: size.width, height: size.height });
    }
  });
});

describe('metadata', () => {
  test('of the original is not in derivatives; what a plan says is', async () => {
    await quarters(400, 300)
      .jpeg()
      .withExif({ IFD0: { Copyright: 'Ana', Make: 'Camera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100' } })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
      .toFile(shop.at('gps.jpg'));
    expect((await sharp(shop.at('gps.jpg')).metadata()).exif).toBeDefined();
    for (const only of [undefined, ['320']]) {
      const asked = { width: 400, height: 300, ...(only === undefined ? {} : { only }) };
      const plain = await render('gps.jpg', asked);
      expect(await sharp(plain['320']?.target).metadata()).not.toHaveProperty('exif');
      expect(await sharp(plain['320']?.target).metadata()).not.toHaveProperty('xmp');
      const credited = await render('gps.jpg', { ...asked, steps: [{ operation: 'metadata', options: { copyright: 'Bo', author: 'Bo Li' } }] });
      const exif = (await sharp(credited['320']?.target).metadata()).exif?.toString('latin1');
      expect(exif).toContain('Bo Li');
      expect(exif).not.toContain('Camera');
    }
  });
});

describe('steps', () => {
  const quarter = async (steps: readonly Step[], size = '320') => {
    await quarters(600, 400).png().toFile(shop.at('steps.png'));
    const made = await render('steps.png', { width: 600, height: 400, mime: 'image/png', steps });
    return made[size]?.target ?? '';
  };

  test.each([
    [90, ['blue', 'red', 'white', 'green']],
    [180, ['white', 'blue', 'green', 'red']],
    [270, ['green', 'white', 'red', 'blue']],
  ])('rotate by %i degrees, clockwise', async (degrees, expected) => {
    const file = await quarter([{ operation: 'rotate', options: { degrees } }]);
    expect(await coloursOf(file)).toEqual(expected);
    expect((await sharp(file).metadata()).width).toBe(degrees === 180 ? 320 : 213);
  });

  test('flip, left to right and upside down, also after turning', async () => {
    expect(await coloursOf(await quarter([{ operation: 'flip', options: { axis: 'horizontal' } }]))).toEqual(['green', 'red', 'white', 'blue']);
    expect(await coloursOf(await quarter([{ operation: 'flip', options: { axis: 'vertical' } }]))).toEqual(['blue', 'white', 'red', 'green']);
    const turned: Step[] = [
      { operation: 'rotate', options: { degrees: 90 } },
      { operation: 'flip', options: { axis: 'horizontal' } },
    ];
    expect(await coloursOf(await quarter(turned))).toEqual(['red', 'blue', 'green', 'white']);
  });

  test('crop', async () => {
    const file = await quarter([{ operation: 'crop', options: { x: 0.5, y: 0, width: 0.5, height: 0.5 } }]);
    expect(await coloursOf(file)).toEqual(['green', 'green', 'green', 'green']);
    expect(await sharp(file).metadata()).toMatchObject({ width: 300, height: 200 });
  });

  test('focal moves the square', async () => {
    await quarters(1200, 300).png().toFile(shop.at('wide.png'));
    const square = async (steps: Step[]) => (await render('wide.png', { width: 1200, height: 300, mime: 'image/png', steps })).square?.target ?? '';
    expect(await coloursOf(await square([]))).toEqual(upright);
    expect(await coloursOf(await square([{ operation: 'focal', options: { x: 1, y: 0.5 } }]))).toEqual(['green', 'green', 'white', 'white']);
    expect(await coloursOf(await square([{ operation: 'focal', options: { x: 0, y: 0.5 } }]))).toEqual(['red', 'red', 'blue', 'blue']);
  });

  test('tint gives the picture one colour', async () => {
    const [r = 0, g = 0, b = 0] = await pixelOf(await quarter([{ operation: 'tint', options: { color: '#3060c0' } }]), 60, 60);
    expect(b).toBeGreaterThan(r);
    expect(b).toBeGreaterThan(g);
  });

  test('sharpen makes edges steeper', async () => {
    const soft = await quarter([]);
    const steepness = async (file: string) => {
      const { data } = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true });
      return data.reduce((sum, value, at) => sum + Math.abs(value - (data[at - 1] ?? value)), 0);
    };
    const before = await steepness(soft);
    expect(await steepness(await quarter([{ operation: 'sharpen', options: { amount: 1 } }]))).toBeGreaterThan(before * 1.02);
  });

  test('sizes of different plans come from one task', async () => {
    await quarters(600, 400).png().toFile(shop.at('two.png'));
    const size = (name: string, steps: readonly Step[], width: number, height: number) => ({
      name,
      fit: 'inside' as const,
      width,
      height,
      steps,
      target: shop.at(`two-${name}`),
    });
    const turned: Step = { operation: 'rotate', options: { degrees: 180 } };
    const sizes = [size('a', [], 300, 200), size('b', [turned], 300, 200), size('c', [turned], 150, 100)];
    await engine.render({
      kind: 'render',
      file: shop.at('two.png'),
      mime: 'image/png',
      name: 'image',
      limits,
      upright: { width: 600, height: 400 },
      format: 'jpeg',
      quality: 90,
      sizes,
      files: {},
    });
    expect(await coloursOf(shop.at('two-a'))).toEqual(upright);
    for (const name of ['b', 'c']) expect(await coloursOf(shop.at(`two-${name}`))).toEqual(['white', 'blue', 'green', 'red']);
  });
});

test('a file that is not the one that was measured is refused', async () => {
  await quarters(300, 200).jpeg().toFile(shop.at('other.jpg'));
  await expect(render('other.jpg', { width: 400, height: 300 })).rejects.toThrow('is 300 x 200 pixels now and was 400 x 300');
});

test('a disk that takes no more is told as such, not as a fault of the picture', async () => {
  await quarters(300, 200).jpeg().toFile(shop.at('fine.jpg'));
  const size = { name: '320', fit: 'inside' as const, width: 300, height: 200, steps: [], target: shop.at('no-such-folder/x.jpg') };
  const task: RenderTask = {
    kind: 'render',
    file: shop.at('fine.jpg'),
    mime: 'image/jpeg',
    name: 'image',
    limits,
    upright: { width: 300, height: 200 },
    format: 'jpeg',
    quality: 80,
    sizes: [size],
    files: {},
  };
  await expect(engine.render(task)).rejects.toMatchObject({ code: 'media-not-written', status: 503 });
  await expect(engine.render({ ...task, file: shop.at('gone.jpg') })).rejects.toMatchObject({ code: 'media-file-gone' });
});

test('quality counts', async () => {
  await sharp({ create: { width: 300, height: 200, channels: 3, background: '#000000', noise: { type: 'gaussian', mean: 128, sigma: 30 } } })
    .png()
    .toFile(shop.at('noise.png'));
  const bytes = async (quality: number) => {
    const target = shop.at(`q${quality}`);
    const size = { name: '320', fit: 'inside' as const, width: 300, height: 200, steps: [], target };
    await engine.render({
      kind: 'render',
      file: shop.at('noise.png'),
      mime: 'image/png',
      name: 'image',
      limits,
      upright: { width: 300, height: 200 },
      format: 'jpeg',
      quality,
      sizes: [size],
      files: {},
    });
    return (await readFile(target)).length;
  };
  expect(await bytes(90)).toBeGreaterThan((await bytes(40)) * 1.5);
});

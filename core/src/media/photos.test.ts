import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isGalleryError } from '@picturerail/sdk';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMedia } from './create-media.ts';
import type { Measured } from './measured.ts';
import type { Media } from './media.ts';
import { inFolder, openPaintShop, type PaintShop, plainPlan, quietLog, settings } from './testing.ts';

const photos = process.env.TEST_PHOTOS;

/** Real photographs of real cameras, and files that break careless readers; skipped where TEST_PHOTOS names no folder of them. */
describe.skipIf(photos === undefined)('real files (TEST_PHOTOS)', () => {
  let shop: PaintShop;
  let media: Media;
  beforeAll(async () => {
    shop = await openPaintShop();
    media = createMedia({ storage: shop.storage, settings: () => settings, key: Buffer.alloc(32), log: quietLog, processes: 2 });
  });
  afterAll(async () => {
    await media.close();
    await shop.close();
  });

  /** Every file of a folder, with what was measured or why not. */
  async function measureAll(folder: string): Promise<Map<string, Measured | { code: string; message: string }>> {
    const root = path.join(photos ?? '', folder);
    const files = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const ended = await Promise.all(
      files.map(async (entry) => {
        const found = await media.measure(path.join(entry.parentPath, entry.name)).catch((error: unknown) => {
          if (!isGalleryError(error)) throw error;
          return { code: error.code, message: error.message };
        });
        return [path.relative(root, path.join(entry.parentPath, entry.name)), found] as const;
      }),
    );
    return new Map(ended);
  }
  const codes = (all: Awaited<ReturnType<typeof measureAll>>) =>
    Object.fromEntries([...all].map(([name, found]) => [name, 'code' in found ? found.code : 'measured']));

  test('of broken/ each ends measured or with a reason', async () => {
    const all = await measureAll('broken');
    const by = codes(all);
    expect(by).toMatchObject({
      'bomb-60000x60000.png': 'media-too-many-pixels',
      'empty.jpg': 'media-file-empty',
      'heif-bad-item-info.heif': 'media-no-reader',
      'page.jpg': 'media-type-refused',
      'script.svg': 'media-type-refused',
      'truncated.jpg': 'media-damaged',
      'jpeg-with-php-tail.jpg': 'measured',
    });
    for (const [name, code] of Object.entries(by)) {
      if (name.startsWith('exif-invalid-')) expect([name, code]).toEqual([name, 'measured']);
      if (name.startsWith('fuzzed-')) expect([name, code]).toEqual([name, 'media-no-reader']);
      if (/^(png-c|png-m|tif)/.test(name)) expect([name, code]).toEqual([name, 'media-damaged']);
    }
    for (const found of all.values()) if ('message' in found) expect(found.message).toMatch(/^The .{20,300}\.$/);
  });

  test('of odd-metadata/ all are measured', async () => {
    expect(new Set(Object.values(codes(await measureAll('odd-metadata'))))).toEqual(new Set(['measured']));
  });

  test('of library/ all are measured, but those that wait for a plugin', async () => {
    const all = await measureAll('library');
    const waiting = Object.entries(codes(all)).filter(([, code]) => code !== 'measured');
    expect(Object.fromEntries(waiting)).toEqual({
      'Test targets/Formats/clip-with-gps.mp4': 'media-no-reader',
      'Test targets/Formats/iphone-13.heic': 'media-no-reader',
    });
    for (const found of all.values()) {
      if ('code' in found) continue;
      expect(Buffer.from(found.thumbHash, 'base64').length).toBeLessThanOrEqual(25);
      expect(found.color).toMatch(/^#[0-9a-f]{6}$/);
    }
  });

  test('the sixteen orientation targets give the same upright picture', async () => {
    for (const shape of ['landscape', 'portrait']) {
      const looks: Buffer[] = [];
      for (let orientation = 1; orientation <= 8; orientation += 1) {
        const file = path.join(photos ?? '', 'library/Test targets/Orientation', `${shape}_${orientation}.jpg`);
        const { width, height } = await media.measure(file);
        expect([shape, width > height]).toEqual([shape, shape === 'landscape']);
        const image = { id: orientation, version: shape === 'portrait' ? 2 : 1, width, height, mime: 'image/jpeg', original: inFolder(file) };
        const square = await media.derivative(image, plainPlan, 'square');
        looks.push(
          await sharp(square?.path ?? '')
            .resize(24, 24)
            .greyscale()
            .raw()
            .toBuffer(),
        );
      }
      // The digit in the middle differs; everything around it is the same scene.
      const [first] = looks;
      for (const look of looks) {
        const apart = look.reduce((sum, value, at) => sum + Math.abs(value - (first?.[at] ?? 0)), 0) / look.length;
        expect(apart).toBeLessThan(10);
      }
    }
  });
});

import type { Step } from '@picturerail/sdk';
import { describe, expect, test } from 'vitest';
import { sizesRevision } from './media-settings.ts';
import { originalExt, urlsOf } from './media-urls.ts';
import { keptHashes } from './plan/kept-hashes.ts';
import { planOf } from './plan/plan.ts';
import { plainPlan, settings } from './testing.ts';

const key = Buffer.alloc(32, 7);
const hashOf = keptHashes(key);
const image = { id: 1234, version: 1, width: 4000, height: 3000, mime: 'image/jpeg' };
const rotated: Step = { operation: 'rotate', options: { degrees: 90 } };

describe('URLs of an image', () => {
  test('name image, hash, size and extension, with exact pixels, ascending', () => {
    const { sources, square, original } = urlsOf(hashOf, settings, image, plainPlan);
    expect(sources.map(({ size, width, height }) => [size, width, height])).toEqual([
      ['320', 320, 240],
      ['480', 480, 360],
      ['720', 720, 540],
      ['1080', 1080, 810],
      ['1600', 1600, 1200],
      ['2400', 2400, 1800],
    ]);
    expect(sources[0]?.url).toMatch(/^\/media\/1234\/[A-Za-z0-9_-]{16}\/320\.jpg$/);
    expect(square).toMatchObject({ width: 240, height: 240, size: 'square', url: expect.stringMatching(/\/square\.jpg$/) });
    expect(original).toMatch(/^\/media\/1234\/[A-Za-z0-9_-]{16}\/original\.jpg$/);
  });

  test('another key, version, plan, quality or size table is another hash; the same again is the same', () => {
    const url = (change: { key?: Buffer; version?: number; steps?: Step[]; quality?: number; edge?: number } = {}) =>
      urlsOf(
        keptHashes(change.key ?? key),
        { ...settings, quality: change.quality ?? 82, sizes: [...settings.sizes, { name: 'extra', edge: change.edge ?? 3000, fit: 'inside' }] },
        { ...image, version: change.version ?? 1 },
        { of: () => planOf(change.steps ?? []) },
      ).sources[0]?.url;
    const different = [url(), url({ key: Buffer.alloc(32, 8) }), url({ version: 2 }), url({ steps: [rotated] }), url({ quality: 83 }), url({ edge: 3001 })];
    expect(new Set(different).size).toBe(different.length);
    expect(url()).toBe(url());
  });

  test('a quarter turn exchanges width and height, a crop makes fewer sizes', () => {
    expect(urlsOf(hashOf, settings, image, { of: () => planOf([rotated]) }).sources[0]).toMatchObject({ width: 240, height: 320 });
    const cropped = planOf([{ operation: 'crop', options: { x: 0, y: 0, width: 0.1, height: 0.1 } }]);
    expect(urlsOf(hashOf, settings, image, { of: () => cropped }).sources.map(({ width, height }) => [width, height])).toEqual([
      [320, 240],
      [400, 300],
    ]);
  });

  test('a gallery without a square offers its smallest size', () => {
    const sizes = settings.sizes.filter(({ fit }) => fit === 'inside');
    expect(urlsOf(hashOf, { ...settings, sizes }, image, plainPlan).square.size).toBe('320');
  });

  test('WebP has its extension, originals have theirs', () => {
    expect(urlsOf(hashOf, { ...settings, format: 'webp' }, { ...image, mime: 'image/tiff' }, plainPlan)).toMatchObject({
      square: { url: expect.stringMatching(/square\.webp$/) },
      original: expect.stringMatching(/original\.tif$/),
    });
    expect(originalExt('image/unheard-of')).toBe('bin');
  });

  test('the revision of settings is of their content', () => {
    expect(sizesRevision({ ...settings })).toBe(sizesRevision(settings));
    expect(sizesRevision({ ...settings, format: 'webp' })).not.toBe(sizesRevision(settings));
  });
});

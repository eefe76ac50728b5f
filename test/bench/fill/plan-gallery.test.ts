import { expect, it } from 'vitest';
import { planGallery } from './plan-gallery.ts';

it.each([1_000, 10_000, 100_000])('a gallery of %i images has that many, in albums whose parents come first', (images) => {
  const { albums, groups } = planGallery(images);
  expect(albums.reduce((sum, album) => sum + album.images, 0)).toBe(images);
  expect(albums.every((album, at) => album.images >= 0 && (album.parent === null || album.parent < at))).toBe(true);
  expect(albums.filter((album) => album.parent === 0)).toHaveLength(10);
  const own = albums.flatMap(({ access }) => (typeof access === 'object' ? [access.group] : []));
  expect(Math.max(0, ...own)).toBeLessThan(groups);
});

it('the same size gives the same gallery', () => {
  expect(planGallery(10_000)).toEqual(planGallery(10_000));
});

it('albums are at most six deep, and about a tenth of them is private', () => {
  const { albums } = planGallery(100_000);
  const depths: number[] = [];
  for (const album of albums) depths.push(album.parent === null ? 1 : (depths[album.parent] ?? 0) + 1);
  expect(Math.max(...depths)).toBe(6);
  const own = albums.filter(({ access }) => typeof access === 'object').length / albums.length;
  expect(own).toBeGreaterThan(0.07);
  expect(own).toBeLessThan(0.13);
});

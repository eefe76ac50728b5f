import { expect, it } from 'vitest';
import { type PlannedAlbum, planGallery, special, wideAlbums } from './plan-gallery.ts';

const sizes = [1_000, 10_000, 100_000, 1_000_000].flatMap((images) => [
  { images, set: 'usual' as const },
  { images, set: 'clients' as const },
]);

function pathOf(albums: readonly PlannedAlbum[], at: number): number[] {
  const parent = albums[at]?.parent ?? null;
  return parent === null ? [at] : [...pathOf(albums, parent), at];
}

it.each(sizes)('$images images, $set: there are that many, in albums at most six deep whose parents come first', ({ images, set }) => {
  const { albums } = planGallery(images, set);
  expect(albums.reduce((sum, album) => sum + album.images, 0)).toBe(images);
  expect(albums.every((album, at) => album.images >= 0 && (album.parent === null || album.parent < at))).toBe(true);
  expect(Math.max(...albums.map((_, at) => pathOf(albums, at).length))).toBe(6);
});

it('the albums that are measured are what their names say', () => {
  const { albums } = planGallery(1_000_000);
  expect(albums[special.album]).toMatchObject({ title: 'The measured album', images: 120, access: 'inherit' });
  expect(albums.filter(({ parent }) => parent === special.album)).toHaveLength(10);
  expect(albums[special.large]).toMatchObject({ title: 'The large album', images: 50_000, access: 'inherit' });
  expect(albums[special.wide]).toMatchObject({ title: 'The wide album', access: 'inherit' });
  expect(albums.filter(({ parent }) => parent === special.wide)).toHaveLength(wideAlbums);
  const archived = albums.reduce((sum, album, at) => sum + (pathOf(albums, at).includes(special.archive) ? album.images : 0), 0);
  expect(archived).toBeGreaterThan(85_000);
  expect(archived).toBeLessThan(100_000);
});

it('the home page shows as many albums at every size', () => {
  for (const { images } of sizes) expect(planGallery(images).albums.filter(({ parent }) => parent === null)).toHaveLength(16);
});

it('about a tenth of the albums is private', () => {
  const { albums } = planGallery(100_000);
  const own = albums.filter(({ access }) => typeof access === 'object').length / albums.length;
  expect(own).toBeGreaterThan(0.07);
  expect(own).toBeLessThan(0.13);
});

it('the second set adds 5,000 clients with an album each', () => {
  const { albums, clients } = planGallery(1_000_000, 'clients');
  expect(clients).toBe(5_000);
  expect(albums.filter(({ access }) => typeof access === 'object' && 'client' in access)).toHaveLength(5_000);
  expect(planGallery(1_000_000).clients).toBe(0);
});

it('the same size gives the same gallery', () => {
  expect(planGallery(10_000)).toEqual(planGallery(10_000));
});

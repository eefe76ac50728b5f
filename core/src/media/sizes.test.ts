import { describe, expect, test } from 'vitest';
import { sizesFor } from './sizes.ts';
import { settings } from './testing.ts';

const of = (width: number, height: number) => Object.fromEntries(sizesFor(width, height, settings.sizes).map((size) => [size.name, [size.width, size.height]]));

describe('the sizes of an image', () => {
  test('a large one has all of them', () => {
    expect(of(4000, 3000)).toEqual({
      square: [240, 240],
      320: [320, 240],
      480: [480, 360],
      720: [720, 540],
      1080: [1080, 810],
      1600: [1600, 1200],
      2400: [2400, 1800],
    });
  });
  test('nothing is enlarged: the smallest that covers a smaller image shows it as it is, larger ones are left out', () => {
    expect(of(600, 400)).toEqual({ square: [240, 240], 320: [320, 213], 480: [480, 320], 720: [600, 400] });
    expect(of(720, 400)).toEqual({ square: [240, 240], 320: [320, 178], 480: [480, 267], 720: [720, 400] });
  });
  test('upright ones count by height', () => {
    expect(of(300, 1000)).toMatchObject({ 320: [96, 320], 1080: [300, 1000] });
  });
  test('a dot is a dot', () => {
    expect(of(1, 1)).toEqual({ square: [1, 1], 320: [1, 1] });
  });
  test('a panorama keeps at least a pixel, and its square is as large as it is high', () => {
    expect(of(10_000, 10)).toMatchObject({ square: [10, 10], 320: [320, 1], 2400: [2400, 2] });
  });
  test('the order of the settings does not matter', () => {
    expect(sizesFor(600, 400, [...settings.sizes].reverse()).map(({ name }) => name)).toEqual(['square', '320', '480', '720']);
  });
});

import { expect, it } from 'vitest';
import { paintings } from './painted-albums.ts';
import { seeded } from './random.ts';

it('the archive of the demonstration has forty pictures in nested albums, each of its own', () => {
  const all = paintings();
  expect(all).toHaveLength(40);
  expect(new Set(all.map(({ folder, fileName }) => `${folder}/${fileName}`)).size).toBe(40);
  expect(all.some(({ folder }) => folder.includes('&'))).toBe(true);
  expect(new Set(all.map(({ width, height }) => width / height)).size).toBeGreaterThan(4);
  for (const { takenAt } of all) expect(takenAt).toMatch(/^20\d\d:\d\d:\d\d \d\d:\d\d:\d\d$/);
});

it('a motif is painted the same for the same seed, and otherwise for another', () => {
  for (const { motif, title } of paintings()) {
    const painted = (seed: number) => motif({ width: 300, height: 200, random: seeded(seed) });
    expect(painted(1), title).toBe(painted(1));
    expect(painted(1), title).not.toBe(painted(2));
    expect(painted(1)).toMatch(/^<svg [^>]+>.+<\/svg>$/);
    expect(painted(1)).not.toContain('NaN');
  }
});

import { expect, it } from 'vitest';
import { growthAims, growthText } from './growth-text.ts';
import type { Grown } from './measure-growth.ts';

const measured = (perSecond: number, p99: number) => ({ perSecond, p99, p50: 5, answers: 100, cpu: 1 });
const grown = (change: Partial<Grown>): Grown => ({
  engine: 'sqlite',
  viewer: 'visitor',
  page: 'album',
  small: measured(450, 20),
  large: measured(430, 29),
  ...change,
});

it('growth is that of the same page for the same viewer, and the aim names where it is largest', () => {
  const rows = [grown({}), grown({ viewer: 'staff', page: 'home', large: measured(300, 31) })];
  expect(growthAims(rows)).toEqual([
    { what: 'SQLite', aim: expect.stringContaining('at most 1.5 times'), found: '1 of 2 pages; farthest 1.55 (home, staff)', holds: false },
  ]);
  const text = growthText(rows, { engines: ['sqlite'], runs: 5, seconds: 1, sizes: [1_000, 10_000, 1_000_000] });
  expect(text).toContain('p99, 1,000,000');
  expect(text).toMatch(/\| album of 60 a page +\| visitor +\| +450 \| +430 .*1\.45 \|/);
});

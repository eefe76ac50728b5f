import { expect, it } from 'vitest';
import { growthPicture } from './growth.ts';
import type { PageRow } from './measure-size.ts';

const measured = (perSecond: number, p99: number) => ({ perSecond, p99, p50: 5, answers: 100, cpu: 1 });
const row = (engine: PageRow['engine'], images: number, perSecond: number): PageRow => ({
  engine,
  images,
  viewer: 'visitor',
  page: 'album',
  gallery: measured(perSecond, 20),
  control: measured(perSecond * 1.4, 15),
  statements: 4,
});
const rows = [row('sqlite', 1_000, 420), row('sqlite', 1_000_000, 410), row('mysql', 1_000, 400), row('mysql', 1_000_000, 380)];

it('the picture says in words what it shows', () => {
  const picture = growthPicture([...rows, { ...row('sqlite', 1_000, 3), page: 'home' }]);
  expect(picture).toContain('<title id="title">');
  expect(picture).toContain('MariaDB, 1,000,000 images: 380 requests per second, p99 20 ms');
  expect(picture).not.toContain(': 3 requests');
});

it('names at the ends of lines stand clear of each other', () => {
  const names = [...growthPicture(rows).matchAll(/<text class="(?:sqlite|mysql)[^"]*" x="([\d.]+)" y="([\d.]+)">/g)].map(([, , y]) => Number(y));
  expect(names).toHaveLength(8);
  for (const half of [names.slice(0, 4), names.slice(4)]) {
    const sorted = [...half].sort((a, b) => a - b);
    for (let at = 1; at < sorted.length; at += 1) expect((sorted[at] ?? 0) - (sorted[at - 1] ?? 0)).toBeGreaterThanOrEqual(15);
  }
});

it('a picture of one size has no figure that is none', () => {
  expect(growthPicture(rows.slice(0, 1))).not.toMatch(/NaN|Infinity/);
});

import { expect, it } from 'vitest';
import type { PageRow } from './measure-size.ts';
import { pagesAims } from './pages-aims.ts';

const measured = (perSecond: number, p99: number) => ({ perSecond, p99, p50: 5, answers: 100, cpu: 1 });
const row = (change: Partial<PageRow>): PageRow => ({
  engine: 'sqlite',
  images: 1_000,
  viewer: 'visitor',
  page: 'album',
  gallery: measured(450, 20),
  control: measured(600, 10),
  statements: 4,
  ...change,
});

it('an aim names the page that is farthest from it', () => {
  const [ratio, speed] = pagesAims([
    row({}),
    row({ page: 'home', gallery: measured(300, 20) }),
    row({ page: 'wide', gallery: measured(20, 200), control: measured(25, 200) }),
  ]);
  expect(ratio).toMatchObject({ what: 'SQLite, 1,000 images', found: '2 of 3 pages; farthest 0.50 (home, visitor)', holds: false });
  expect(speed).toMatchObject({ aim: '400 requests/s, 500 albums on a page aside', found: '1 of 2 pages; farthest 300 (home, visitor)', holds: false });
});

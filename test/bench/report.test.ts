import { expect, it } from 'vitest';
import { table } from './report.ts';

it('the ratio is the gallery by the control', () => {
  const loaded = { p50: 12.34, p99: 20, answers: 1000, failed: 0 };
  const row = { engine: 'sqlite', images: 10_000, page: 'album', gallery: { ...loaded, perSecond: 400 }, control: { ...loaded, perSecond: 500 } } as const;
  expect(table([row]).split('\n')).toEqual([
    '| database | images | page  | requests/s | p50 ms | p99 ms | control requests/s | control p50 | control p99 | ratio |',
    '| -------- | ------ | ----- | ---------: | -----: | -----: | -----------------: | ----------: | ----------: | ----: |',
    '| SQLite   | 10,000 | album |        400 |   12.3 |   20.0 |                500 |        12.3 |        20.0 |  0.80 |',
  ]);
});

import { expect, it } from 'vitest';
import { readOptions } from './options.ts';

it('without a word it is the quick form, on the databases there are', () => {
  expect(readOptions([], {})).toMatchObject({ full: false, engines: ['sqlite'], sizes: [1_000, 10_000], keep: null });
  expect(readOptions(['--full'], { TEST_DATABASE_URL: 'mysql://x' })).toMatchObject({ full: true, engines: ['sqlite', 'mysql'], runs: 5 });
});

it('what cannot be measured is refused with what can', () => {
  expect(() => readOptions(['--only', 'pages,pagse'], {})).toThrow(/"pagse", but the measures are pages/);
  expect(() => readOptions(['--engine', 'mysql'], {})).toThrow('TEST_DATABASE_URL');
  expect(() => readOptions(['--sizes', '1000,many'], {})).toThrow('"many"');
  expect(() => readOptions(['--seconds', '0'], {})).toThrow('from 0.1 to 60');
  expect(() => readOptions(['--quick', '--full'], {})).toThrow('give one of them');
});

import { expect, test } from 'vitest';
import { createFailures } from './failures.ts';

test('a failure is remembered for a while, then tried again', () => {
  let now = 0;
  const failures = createFailures(() => now);
  const error = new Error('damaged');
  failures.note('1-1', error);
  expect(failures.of('1-1')).toBe(error);
  expect(failures.of('1-2')).toBeUndefined();
  now = 600_001;
  expect(failures.of('1-1')).toBeUndefined();
  expect(failures.of('1-1')).toBeUndefined();
});

test('memory for failures is bounded', () => {
  const failures = createFailures();
  for (let id = 0; id <= 5_000; id += 1) failures.note(`${id}`, id);
  expect(failures.of('5000')).toBe(5_000);
  expect(failures.of('0')).toBeUndefined();
});

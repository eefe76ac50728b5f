import { expect, it } from 'vitest';
import { createBackoff } from './backoff.ts';

it('starts again at once, then waits ever longer, at most half a minute', () => {
  const backoff = createBackoff();
  expect(Array.from({ length: 10 }, () => backoff.next(1_000))).toEqual([0, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

it('forgets failures after a minute of health', () => {
  const backoff = createBackoff();
  backoff.next(1_000);
  backoff.next(1_000);
  expect([backoff.next(61_000), backoff.next(1_000)]).toEqual([0, 250]);
});

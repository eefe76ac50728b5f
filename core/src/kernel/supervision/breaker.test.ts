import { beforeEach, expect, it } from 'vitest';
import { type Breaker, createBreaker } from './breaker.ts';

let breaker: Breaker;
let now: number;
beforeEach(() => {
  breaker = createBreaker();
  now = 0;
});

const succeed = (times: number) => {
  for (let call = 0; call < times; call += 1) breaker.succeeded(now);
};
const fail = (times: number, late = false) => {
  let last: ReturnType<Breaker['failed']>;
  for (let call = 0; call < times; call += 1) last = breaker.failed(now, late);
  return last;
};
const may = () => breaker.mayCall(now);

it('stays closed until twenty calls have been made, and while half of them succeed', () => {
  expect(fail(19)).toBeUndefined();
  expect(may()).toBe(true);
  succeed(30);
  expect(fail(11)).toBeUndefined();
  expect(fail(1)).toEqual({ why: 'failed in more than half of its calls', pauseMs: 60_000, isLast: false });
  expect(may()).toBe(false);
});

it('opens at the twentieth call where all fail', () => {
  fail(19);
  expect(fail(1)).toBeDefined();
});

it('opens after five calls that were late, however many succeed', () => {
  succeed(1_000);
  expect(fail(4, true)).toBeUndefined();
  expect(fail(1, true)?.why).toBe('did not answer in time again and again');
});

it('forgets what is more than a minute old', () => {
  fail(4, true);
  now = 70_000;
  expect(fail(4, true)).toBeUndefined();
  now = 100_000;
  expect(fail(1, true)).toBeDefined();
});

it('counts calls that end late to the present, and keeps no more for them', () => {
  now = 30_000;
  fail(3, true);
  breaker.succeeded(5_000);
  expect(breaker.failed(5_000, true)).toBeUndefined();
  expect(breaker.failed(30_000, true)).toBeDefined();
});

it('lets one call try after a minute, and closes where that succeeds', () => {
  fail(5, true);
  now = 59_999;
  expect(may()).toBe(false);
  now = 60_000;
  expect([may(), may()]).toEqual([true, false]);
  succeed(1);
  expect([may(), may()]).toEqual([true, true]);
  expect(fail(4, true)).toBeUndefined();
  expect(fail(1, true)?.pauseMs).toBe(60_000);
});

it('waits twice as long each time the try fails, and says when it was the third opening within half an hour', () => {
  expect(fail(5, true)).toMatchObject({ pauseMs: 60_000, isLast: false });
  now += 60_000;
  may();
  expect(fail(1)).toMatchObject({ pauseMs: 120_000, isLast: false });
  now += 119_999;
  expect(may()).toBe(false);
  now += 1;
  may();
  expect(fail(1)).toMatchObject({ pauseMs: 240_000, isLast: true });
});

it('does not count openings of long ago', () => {
  for (let round = 0; round < 4; round += 1) {
    expect(fail(5, true)?.isLast).toBe(false);
    now += 16 * 60_000;
    may();
    succeed(1);
  }
});

it('counts faults of calls that were under way when it opened as one', () => {
  fail(5, true);
  expect(fail(50, true)).toBeUndefined();
  now = 60_000;
  expect(may()).toBe(true);
});

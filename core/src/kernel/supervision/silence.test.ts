import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { beforeEach, expect, it } from 'vitest';
import { createSilence, mainThreadWaitedMs, type Silence } from './silence.ts';

let silence: Silence;
let now: number;
let beats: number;
let waitedMs: number;
beforeEach(() => {
  silence = createSilence({ lookEveryMs: 100, silentMs: 3_000, ownMs: 500 });
  [now, beats, waitedMs] = [0, 0, 0];
});

/** Looks again and again; answers when it is said to hang first. */
function hangsAt(untilMs: number, each: () => void = () => {}): number | undefined {
  for (const until = now + untilMs; now < until; now += 100) {
    each();
    if (silence.hangs({ now, beats, waitedMs }) !== undefined) return now;
  }
  return undefined;
}

it('hangs three seconds after its last beat', () => {
  expect(
    hangsAt(1_000, () => {
      beats += 1;
    }),
  ).toBeUndefined();
  expect(hangsAt(10_000)).toBe(3_900);
});

it('does not hang while it beats now and then', () => {
  expect(
    hangsAt(60_000, () => {
      if (now % 2_900 === 0) beats += 1;
    }),
  ).toBeUndefined();
});

it('does not hang because the machine slept', () => {
  hangsAt(2_000);
  now += 3_600_000;
  expect(silence.hangs({ now, beats, waitedMs })).toBeUndefined();
  expect(hangsAt(2_900)).toBeUndefined();
});

it('does not hang where others have the processors', () => {
  expect(
    hangsAt(4_900, () => {
      waitedMs += 95;
    }),
  ).toBeUndefined();
  expect(
    hangsAt(2_000, () => {
      waitedMs += 50;
    }),
  ).toBeGreaterThan(5_000);
});

it.skipIf(!existsSync('/proc/self/schedstat'))('sees how long a thread waits for a processor', () => {
  const others = Array.from({ length: 2 * availableParallelism() }, () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
  try {
    const before = mainThreadWaitedMs();
    const until = performance.now() + 1_000;
    while (performance.now() < until);
    expect(mainThreadWaitedMs()).toBeGreaterThan(before);
  } finally {
    for (const other of others) other.kill('SIGKILL');
  }
});

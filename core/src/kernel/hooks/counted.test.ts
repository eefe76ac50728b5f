import { expect, test } from 'vitest';
import { createUsage } from '../usage/usage.ts';
import { createRunCounted } from './counted.ts';
import { createStrikes } from './strikes.ts';

const to = { plugin: 'syncs', where: 'job "sync"' };

test('work that is tried again is counted, and throws what its plugin throws', async () => {
  let now = 0;
  const usage = createUsage(() => 5);
  const strikes = createStrikes();
  const run = createRunCounted({ usage, strikes }, () => now);
  const signal = new AbortController().signal;
  const work = async (fails: boolean) => {
    now += 2;
    await null;
    now += 8;
    if (fails) throw new Error('no network');
    return 'done';
  };
  expect(await run(to, signal, () => work(false))).toBe('done');
  await expect(run(to, signal, () => work(true))).rejects.toThrow('no network');
  const last = 'The plugin "syncs" failed in job "sync": no network.';
  expect(usage.drain()).toEqual([{ plugin: 'syncs', place: 'job "sync"', calls: 2, faults: 1, busyMs: 4, waitedMs: 20, lastFault: last, lastFaultAt: 5 }]);
  expect(strikes.of('syncs')).toMatchObject([{ where: 'job "sync"', count: 1, last }]);
});

test('work that was told to stop is no fault', async () => {
  const usage = createUsage();
  const run = createRunCounted({ usage, strikes: createStrikes() });
  const stopped = () => Promise.reject(new Error('stopped'));
  await expect(run(to, AbortSignal.abort(), stopped)).rejects.toThrow('stopped');
  expect(usage.drain()).toMatchObject([{ calls: 1, faults: 0 }]);
});

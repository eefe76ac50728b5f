import type { Json } from '@picturerail/sdk';
import { expect, test } from 'vitest';
import type { Job, JobState } from '#jobs';
import { outcomeOf, teller } from './outcome.ts';

const job = (state: JobState, more: Partial<Job>): Job => ({
  id: 1,
  name: 'upkeep:room',
  key: null,
  payload: null,
  state,
  priority: 0,
  attempts: 1,
  runAt: 0,
  createdAt: 5,
  startedAt: null,
  finishedAt: null,
  done: null,
  total: null,
  progressState: undefined,
  error: null,
  ...more,
});

const outcome = (newestFirst: readonly Job[]) =>
  outcomeOf(
    { list: async ({ state, limit = 1 } = {}) => newestFirst.filter((one) => state === undefined || one.state === state).slice(0, limit) },
    'upkeep:room',
  );

test('nothing has run', async () => {
  expect(await outcome([])).toEqual({ running: null, result: null, at: null, failed: null });
});

test('the last result stands beside the run that goes on', async () => {
  const before = job('done', { finishedAt: 40, progressState: { result: { bytes: 7 } } });
  const now = job('running', { done: 3, total: 0, progressState: { stage: 'backups' } });
  expect(await outcome([now, before])).toEqual({ running: { stage: 'backups', done: 3, total: null }, result: { bytes: 7 }, at: 40, failed: null });
});

test('a failure is told until something newer came to its end', async () => {
  const before = job('failed', { finishedAt: 40, error: 'The disk is full.' });
  expect((await outcome([before])).failed).toEqual({ why: 'The disk is full.', at: 40 });
  expect(await outcome([job('done', { finishedAt: 50, progressState: { result: [] } }), before])).toMatchObject({ result: [], at: 50, failed: null });
});

test('a run tells now and then, each stage at once, and leaves its result last', async () => {
  const told: [number, number, Json | undefined][] = [];
  let now = 0;
  const { tell, end } = teller({ progress: async (done, total, state) => void told.push([done, total, state]) }, () => now);
  for (now = 0; now < 1_000; now += 100) tell('files', now, null);
  tell('originals', 1, 2);
  await end({ bytes: 9 });
  expect(told).toEqual([
    [0, 0, { stage: 'files' }],
    [500, 0, { stage: 'files' }],
    [1, 2, { stage: 'originals' }],
    [1, 1, { result: { bytes: 9 } }],
  ]);
});

test('whoever cannot be told is not waited for', async () => {
  let asked = 0;
  const { tell, end } = teller({ progress: async () => (asked++ === 0 ? Promise.reject(new Error('The lease is over.')) : undefined) });
  tell('files', 1, null);
  await end(null);
  expect(asked).toBe(2);
});

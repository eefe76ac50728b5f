import { GalleryError, type Json } from '@picturerail/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import type { Jobs } from './jobs.ts';
import { emptyQueue, type TestJobs } from './testing.ts';

describe.each(testDatabases())('a run on $name', ({ open }) => {
  let test: TestDatabase;
  let t: TestJobs;
  let jobs: Jobs;
  beforeAll(async () => {
    test = await open();
  });
  beforeEach(async () => {
    t = await emptyQueue(test);
    jobs = t.process();
  });
  afterAll(() => test.drop());

  it('tries a job again later and later, and gives up with the sentence of the last error', async () => {
    const attempts: number[] = [];
    jobs.define(
      'send',
      async (_, { attempt }) => {
        attempts.push(attempt);
        throw new Error(`attempt ${attempt} broke`);
      },
      { attempts: 3 },
    );
    await jobs.add(null, 'send', null);
    const waits: number[] = [];
    for (;;) {
      await jobs.runAll();
      const job = await t.only();
      if (job.state === 'failed') break;
      waits.push(job.runAt - t.now());
      t.moveTo(job.runAt);
    }
    expect(attempts).toEqual([1, 2, 3]);
    expect(waits[0]).toBeGreaterThanOrEqual(7_500);
    expect(waits[0]).toBeLessThanOrEqual(12_500);
    expect(waits[1]).toBeGreaterThan(12_500);
    expect(await t.only()).toMatchObject({ state: 'failed', error: 'Error: attempt 3 broke', attempts: 3 });
  });

  it('does not try again what was refused, but does what was refused for now', async () => {
    jobs.define('refused', async () => {
      throw new GalleryError('image-broken', 'The file "a.jpg" ends in the middle; it cannot be shown.', { status: 422 });
    });
    jobs.define('busy', async () => {
      throw new GalleryError('too-often', 'Too many at once; try again.', { status: 429 });
    });
    await jobs.add(null, 'refused', null);
    await jobs.add(null, 'busy', null);
    await jobs.runAll();
    expect((await jobs.list({ name: 'refused' }))[0]).toMatchObject({ state: 'failed', error: 'The file "a.jpg" ends in the middle; it cannot be shown.' });
    expect((await jobs.list({ name: 'busy' }))[0]).toMatchObject({ state: 'waiting' });
  });

  it('runs a failed job again when somebody asks, with all attempts before it', async () => {
    let broken = true;
    jobs.define(
      'send',
      async () => {
        if (broken) throw new Error('no');
      },
      { attempts: 1 },
    );
    await jobs.add(null, 'send', null, { key: 'k' });
    await jobs.runAll();
    const { id } = await t.only();
    expect(await jobs.retry({ id: id + 1 })).toBe(0);
    expect(await jobs.retry({ name: 'other' })).toBe(0);
    broken = false;
    expect(await jobs.retry({})).toBe(1);
    await jobs.runAll();
    expect(await t.only()).toMatchObject({ state: 'done', attempts: 1 });
  });

  it('keeps progress and gives its state to the next attempt', async () => {
    const states: (Json | undefined)[] = [];
    const keys = new Set<string>();
    jobs.define('walk', async (_, job) => {
      states.push(job.state);
      keys.add(job.key);
      await job.progress(1, 3, { at: 1 });
      await job.progress(2, 3, { at: 2 });
      await job.progress(3, 3);
      throw new Error('later');
    });
    await jobs.add(null, 'walk', null);
    await jobs.runAll();
    expect(await t.only()).toMatchObject({ done: 3, total: 3, progressState: { at: 2 } });
    t.moveTo((await t.only()).runAt);
    await jobs.runAll();
    expect(states).toEqual([undefined, { at: 2 }]);
    expect(keys.size).toBe(1);
  });

  it('writes progress at most once a second', async () => {
    let written = 0;
    jobs.define('walk', async (_, job) => {
      const before = test.database.stats().queries;
      for (let done = 1; done <= 100; done += 1) await job.progress(done, 100);
      written = test.database.stats().queries - before;
    });
    await jobs.add(null, 'walk', null);
    await jobs.runAll({ concurrency: 1 });
    expect(written).toBe(1);
    expect(await t.only()).toMatchObject({ state: 'done', done: 100, total: 100 });
  });

  it('gives running jobs back at a shutdown, with their progress and without counting the attempt', async () => {
    const stop = new AbortController();
    jobs.define('long', async (_, job) => {
      await job.progress(7, 10, 'seven');
      queueMicrotask(() => stop.abort());
      await new Promise<void>((resolve) => job.signal.addEventListener('abort', () => resolve()));
    });
    await jobs.add(null, 'long', null, { key: 'one' });
    await jobs.work({ signal: stop.signal });
    expect(await t.only()).toMatchObject({ state: 'waiting', attempts: 0, done: 7, progressState: 'seven' });
  });

  it('gives back what does not end in the time it is given', async () => {
    const stop = new AbortController();
    jobs.define('deaf', () => {
      queueMicrotask(() => stop.abort());
      return new Promise(() => {});
    });
    await jobs.add(null, 'deaf', null);
    await jobs.work({ signal: stop.signal, graceMs: 20 });
    expect(await t.only()).toMatchObject({ state: 'waiting', attempts: 0 });
  });

  it('gives back the running jobs of a definition that goes', async () => {
    let undefine = () => {};
    undefine = jobs.define('plugin:x:long', async (_, { signal }) => {
      queueMicrotask(() => undefine());
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    });
    await jobs.add(null, 'plugin:x:long', null);
    await jobs.runAll();
    expect(await t.only()).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(jobs.names()).toEqual([]);
  });

  it('ends a run that takes longer than its name allows', async () => {
    jobs.define('slow', (_, { signal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())), { timeoutMs: 20, attempts: 1 });
    await jobs.add(null, 'slow', null);
    await jobs.runAll();
    expect(await t.only()).toMatchObject({ state: 'failed', error: 'The job "slow" took longer than 0 seconds and was ended.' });
  });

  it('prepares before each run', async () => {
    const order: string[] = [];
    const prepared = t.process({ prepare: async () => void order.push('prepare') });
    prepared.define('work', async () => void order.push('run'));
    await prepared.add(null, 'work', null);
    await prepared.runAll();
    expect(order).toEqual(['prepare', 'run']);
  });
});

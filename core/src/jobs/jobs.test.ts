import { GalleryError, type JobRun, type Json, type Log } from '@picturerail/sdk';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { createJobs, type Jobs } from './jobs.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
const nothing = async () => {};

describe.each(testDatabases())('jobs on $name', ({ open }) => {
  let test: TestDatabase;
  let now: number;
  let jobs: Jobs;
  const process = (): Jobs => createJobs({ database: test.database, log: silent, clock: () => now });
  const only = async (queue = jobs) => {
    const [job, ...others] = await queue.list();
    expect(others).toEqual([]);
    if (!job) throw new Error('There is no job.');
    return job;
  };

  beforeAll(async () => {
    test = await open();
  });
  beforeEach(async () => {
    await test.database.transaction((tx) => tx.run('DELETE FROM jobs'));
    now = 1_000_000_000;
    jobs = process();
  });
  afterAll(() => test.drop());

  it('runs what was added, with its payload, and keeps it as done', async () => {
    const seen: Json[] = [];
    jobs.define('paint', async (payload) => void seen.push(payload));
    await jobs.add(null, 'paint', { colour: 'grün', sizes: [1, 2] });
    expect(await jobs.runAll()).toBe(1);
    expect(seen).toEqual([{ colour: 'grün', sizes: [1, 2] }]);
    expect(await only()).toMatchObject({ state: 'done', attempts: 1, finishedAt: now, error: null });
  });

  it('forgets a finished job whose name is not kept', async () => {
    jobs.define('paint', nothing, { keepDone: false });
    await jobs.add(null, 'paint', null);
    await jobs.runAll();
    expect(await jobs.list()).toEqual([]);
  });

  it('adds nothing when the transaction is rolled back', async () => {
    const rollback = test.database.transaction(async (tx) => {
      await jobs.add(tx, 'paint', null);
      throw new Error('no');
    });
    await expect(rollback).rejects.toThrow('no');
    expect(await jobs.list()).toEqual([]);
  });

  it('lets a job wait whose name nobody defines, and runs it when somebody does', async () => {
    await jobs.add(null, 'hook:later:images:imported', null);
    expect(await jobs.runAll()).toBe(0);
    jobs.define('hook:later:images:imported', nothing);
    expect(await jobs.runAll()).toBe(1);
  });

  it('runs higher priorities first, then what has waited longest', async () => {
    const order: Json[] = [];
    for (const name of ['a', 'b']) jobs.define(name, async (payload) => void order.push(payload));
    await jobs.add(null, 'a', 'first');
    now += 1;
    await jobs.add(null, 'b', 'second');
    await jobs.add(null, 'a', 'third');
    now += 1;
    await jobs.add(null, 'b', 'urgent', { priority: 5 });
    await jobs.add(null, 'a', 'whenever', { priority: -1 });
    await jobs.runAll({ concurrency: 1 });
    expect(order).toEqual(['urgent', 'first', 'second', 'third', 'whenever']);
  });

  it('does not run a delayed job before its time', async () => {
    jobs.define('remind', nothing);
    await jobs.add(null, 'remind', null, { delayMs: 60_000 });
    expect(await jobs.runAll()).toBe(0);
    now += 60_000;
    expect(await jobs.runAll()).toBe(1);
  });

  it('lets a waiting job of a key stand for a second one, at the sooner time and the higher priority', async () => {
    await jobs.add(null, 'sizes', 1, { key: '12', delayMs: 60_000 });
    await jobs.add(null, 'sizes', 2, { key: '12', priority: 3 });
    expect(await only()).toMatchObject({ payload: 1, key: '12', runAt: now, priority: 3 });
  });

  it('takes a second job of a key while the first one runs', async () => {
    jobs.define('sizes', async (payload) => {
      if (payload === 1) await jobs.add(null, 'sizes', 2, { key: '12' });
    });
    await jobs.add(null, 'sizes', 1, { key: '12' });
    expect(await jobs.runAll()).toBe(2);
  });

  it('puts a failed attempt back under its key unless another of that key waits', async () => {
    jobs.define('sizes', async (payload) => {
      if (payload === 'alone') throw new Error('no');
      if (payload === 'followed') {
        await jobs.add(null, 'sizes', 'follower', { key: 'f', delayMs: 1 });
        throw new Error('no');
      }
    });
    await jobs.add(null, 'sizes', 'alone', { key: 'a' });
    await jobs.add(null, 'sizes', 'followed', { key: 'f' });
    await jobs.runAll();
    await jobs.add(null, 'sizes', 'again', { key: 'a' });
    await jobs.add(null, 'sizes', 'again', { key: 'f' });
    const waiting = (await jobs.list({ state: 'waiting' })).map(({ payload }) => payload);
    expect(waiting.toSorted()).toEqual(['alone', 'followed', 'follower']);
  });

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
      const job = await only();
      if (job.state === 'failed') break;
      waits.push(job.runAt - now);
      now = job.runAt;
    }
    expect(attempts).toEqual([1, 2, 3]);
    expect(waits[0]).toBeGreaterThanOrEqual(7_500);
    expect(waits[0]).toBeLessThanOrEqual(12_500);
    expect(waits[1]).toBeGreaterThan(12_500);
    expect(await only()).toMatchObject({ state: 'failed', error: 'Error: attempt 3 broke', attempts: 3 });
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
    const { id } = await only();
    expect(await jobs.retry({ id: id + 1 })).toBe(0);
    expect(await jobs.retry({ name: 'other' })).toBe(0);
    broken = false;
    expect(await jobs.retry({})).toBe(1);
    await jobs.runAll();
    expect(await only()).toMatchObject({ state: 'done', attempts: 1 });
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
    expect(await only()).toMatchObject({ done: 3, total: 3, progressState: { at: 2 } });
    now = (await only()).runAt;
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
    expect(await only()).toMatchObject({ state: 'done', done: 100, total: 100 });
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
    expect(await only()).toMatchObject({ state: 'waiting', attempts: 0, done: 7, progressState: 'seven' });
  });

  it('gives back what does not end in the time it is given', async () => {
    const stop = new AbortController();
    jobs.define('deaf', () => {
      queueMicrotask(() => stop.abort());
      return new Promise(() => {});
    });
    await jobs.add(null, 'deaf', null);
    await jobs.work({ signal: stop.signal, graceMs: 20 });
    expect(await only()).toMatchObject({ state: 'waiting', attempts: 0 });
  });

  it('gives back the running jobs of a definition that goes', async () => {
    let undefine = () => {};
    undefine = jobs.define('plugin:x:long', async (_, { signal }) => {
      queueMicrotask(() => undefine());
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    });
    await jobs.add(null, 'plugin:x:long', null);
    await jobs.runAll();
    expect(await only()).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(jobs.names()).toEqual([]);
  });

  it('ends a run that takes longer than its name allows', async () => {
    jobs.define('slow', (_, { signal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())), { timeoutMs: 20, attempts: 1 });
    await jobs.add(null, 'slow', null);
    await jobs.runAll();
    expect(await only()).toMatchObject({ state: 'failed', error: 'The job "slow" took longer than 0 seconds and was ended.' });
  });

  describe('with two processes', () => {
    let funeral: AbortController;
    let dead: Promise<void>[];
    beforeEach(() => {
      funeral = new AbortController();
      dead = [];
    });
    afterEach(async () => {
      funeral.abort();
      await Promise.all(dead);
    });

    /** A process that takes a job and is never heard of again. */
    const dies = async (queue: Jobs, name: string) => {
      const taken = new Promise<void>((resolve) => {
        queue.define(name, () => {
          resolve();
          return new Promise(() => {});
        });
      });
      dead.push(queue.work({ signal: funeral.signal, graceMs: 1 }));
      await taken;
    };

    it('no job runs twice', async () => {
      const ran: Json[] = [];
      const processes = [jobs, process(), process()];
      for (const one of processes) one.define('count', async (payload) => void ran.push(payload));
      await test.database.transaction(async (tx) => {
        for (let number = 0; number < 60; number += 1) await jobs.add(tx, 'count', number);
      });
      const counts = await Promise.all(processes.map((one) => one.runAll({ concurrency: 4 })));
      expect(ran.length).toBe(60);
      expect(new Set(ran).size).toBe(60);
      expect(counts.reduce((sum, count) => sum + count)).toBe(60);
    });

    it('an exclusive job never runs beside another of its name', async () => {
      let running = 0;
      let most = 0;
      const body = async () => {
        running += 1;
        most = Math.max(most, running);
        await test.database.read.get('SELECT 1 AS one');
        running -= 1;
      };
      const processes = [jobs, process()];
      for (const one of processes) one.define('alone', body, { exclusive: true });
      for (let number = 0; number < 12; number += 1) await jobs.add(null, 'alone', number);
      while ((await jobs.counts()).waiting > 0) await Promise.all(processes.map((one) => one.runAll({ concurrency: 4 })));
      expect(most).toBe(1);
      expect(await jobs.counts()).toEqual({ waiting: 0, running: 0, failed: 0, done: 12 });
    });

    it('a limited name does not hold up the others', async () => {
      const order: string[] = [];
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      jobs.define('limited', async () => held, { concurrency: 1 });
      jobs.define('free', async () => {
        order.push('free');
        release();
      });
      for (const name of ['limited', 'limited', 'free']) await jobs.add(null, name, null, { priority: name === 'limited' ? 1 : 0 });
      expect(await jobs.runAll({ concurrency: 3 })).toBe(3);
      expect(order).toEqual(['free']);
    });

    it('takes over a job whose process died, when its lease has run out', async () => {
      await jobs.add(null, 'work', null);
      await dies(process(), 'work');
      jobs.define('work', nothing);
      expect(await jobs.runAll()).toBe(0);
      now += 31_000;
      await jobs.runAll();
      expect(await only()).toMatchObject({ state: 'waiting', attempts: 1, error: 'The process that ran it ended without a word.' });
      now += 20_000;
      expect(await jobs.runAll()).toBe(1);
      expect(await only()).toMatchObject({ state: 'done', attempts: 2 });
    });

    it('gives up a job that ends every process that runs it', async () => {
      await jobs.add(null, 'poison', null);
      for (let attempt = 0; attempt < 2; attempt += 1) {
        await dies(process(), 'poison');
        now += 31_000;
        await jobs.runAll();
        now += 3_600_000;
      }
      let ran = false;
      jobs.define(
        'poison',
        async () => {
          ran = true;
        },
        { attempts: 2 },
      );
      await jobs.runAll();
      expect(ran).toBe(false);
      expect(await only()).toMatchObject({ state: 'failed', error: expect.stringContaining('2 times') });
    });

    it('a run that lost its lease changes nothing when it ends', async () => {
      let end = () => {};
      const other = process();
      const taken = new Promise<void>((resolve) => {
        other.define('work', () => {
          resolve();
          return new Promise<void>((done) => {
            end = done;
          });
        });
      });
      await jobs.add(null, 'work', null);
      const late = other.runAll();
      await taken;
      now += 31_000;
      await jobs.runAll();
      end();
      await late;
      expect(await only()).toMatchObject({ state: 'waiting', attempts: 1 });
    });
  });

  it('prepares before each run', async () => {
    const order: string[] = [];
    const prepared = createJobs({ database: test.database, log: silent, clock: () => now, prepare: async () => void order.push('prepare') });
    prepared.define('work', async () => void order.push('run'));
    await prepared.add(null, 'work', null);
    await prepared.runAll();
    expect(order).toEqual(['prepare', 'run']);
  });

  it('begins no job after its time is up', async () => {
    jobs.define('work', async () => {
      now += 1000;
    });
    for (let number = 0; number < 5; number += 1) await jobs.add(null, 'work', number);
    expect(await jobs.runAll({ limitMs: 2500, concurrency: 1 })).toBe(3);
  });

  it('sweeps what has been done for three days and what has failed for thirty', async () => {
    jobs.define('good', nothing);
    jobs.define('bad', async () => Promise.reject(new Error('no')), { attempts: 1 });
    for (const name of ['good', 'bad']) await jobs.add(null, name, null);
    await jobs.runAll();
    now += 4 * 86_400_000;
    expect(await jobs.sweep()).toBe(1);
    expect(await only()).toMatchObject({ name: 'bad' });
    now += 27 * 86_400_000;
    expect(await jobs.sweep()).toBe(1);
    expect(await jobs.list()).toEqual([]);
  });

  it('lists newest first, page by page, and counts by name and state', async () => {
    for (let number = 0; number < 5; number += 1) await jobs.add(null, number % 2 ? 'odd' : 'even', number);
    const [last, before] = await jobs.list({ limit: 2 });
    expect([last?.payload, before?.payload]).toEqual([4, 3]);
    expect((await jobs.list({ beforeId: before?.id ?? 0, name: 'even' })).map(({ payload }) => payload)).toEqual([2, 0]);
    expect((await jobs.countsByName()).get('odd')).toEqual({ waiting: 2, running: 0, failed: 0, done: 0 });
    expect(await jobs.counts('even')).toMatchObject({ waiting: 3 });
  });

  it('refuses names, keys and payloads that cannot be kept', async () => {
    const run = async (_: Json, __: JobRun) => {};
    expect(() => jobs.define('two words', run)).toThrow('A job is named "two words"');
    await expect(jobs.add(null, 'work', null, { key: 'k'.repeat(191) })).rejects.toThrow('191 characters');
    await expect(jobs.add(null, 'work', undefined as unknown as Json)).rejects.toThrow('not JSON');
  });
});

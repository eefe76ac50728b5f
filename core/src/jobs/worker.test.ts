import type { Json } from '@picturerail/sdk';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import type { Jobs } from './jobs.ts';
import { emptyQueue, nothing, type TestJobs } from './testing.ts';

describe.each(testDatabases())('two processes on $name', ({ open }) => {
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
    const processes = [jobs, t.process(), t.process()];
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
    const processes = [jobs, t.process()];
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
    await dies(t.process(), 'work');
    jobs.define('work', nothing);
    expect(await jobs.runAll()).toBe(0);
    t.pass(31_000);
    await jobs.runAll();
    expect(await t.only()).toMatchObject({ state: 'waiting', attempts: 1, error: 'The process that ran it ended without a word.' });
    t.pass(20_000);
    expect(await jobs.runAll()).toBe(1);
    expect(await t.only()).toMatchObject({ state: 'done', attempts: 2 });
  });

  it('gives up a job that ends every process that runs it', async () => {
    await jobs.add(null, 'poison', null);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await dies(t.process(), 'poison');
      t.pass(31_000);
      await jobs.runAll();
      t.pass(3_600_000);
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
    expect(await t.only()).toMatchObject({ state: 'failed', error: expect.stringContaining('2 times') });
  });

  it('a run that lost its lease changes nothing when it ends', async () => {
    let end = () => {};
    const other = t.process();
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
    t.pass(31_000);
    await jobs.runAll();
    end();
    await late;
    expect(await t.only()).toMatchObject({ state: 'waiting', attempts: 1 });
  });
});

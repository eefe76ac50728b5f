import type { JobRun, Json } from '@picturerail/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import type { Jobs } from './jobs.ts';
import { emptyQueue, nothing, type TestJobs } from './testing.ts';

describe.each(testDatabases())('the queue on $name', ({ open }) => {
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

  it('runs what was added, with its payload, and keeps it as done', async () => {
    const seen: Json[] = [];
    jobs.define('paint', async (payload) => void seen.push(payload));
    await jobs.add(null, 'paint', { colour: 'grün', sizes: [1, 2] });
    expect(await jobs.runAll()).toBe(1);
    expect(seen).toEqual([{ colour: 'grün', sizes: [1, 2] }]);
    expect(await t.only()).toMatchObject({ state: 'done', attempts: 1, finishedAt: t.now(), error: null });
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

  it('adds many in one transaction, or none', async () => {
    const seen: Json[] = [];
    jobs.define('paint', async (payload) => void seen.push(payload));
    const many = Array.from({ length: 1_200 }, (_, index) => ({ index }));
    await test.database.transaction((tx) => jobs.addAll(tx, 'paint', many));
    await test.database.transaction((tx) => jobs.addAll(tx, 'paint', []));
    const rollback = test.database.transaction(async (tx) => {
      await jobs.addAll(tx, 'paint', many);
      throw new Error('no');
    });
    await expect(rollback).rejects.toThrow('no');
    expect(await jobs.runAll({ concurrency: 1 })).toBe(1_200);
    expect(seen).toEqual(many);
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
    t.pass(1);
    await jobs.add(null, 'b', 'second');
    await jobs.add(null, 'a', 'third');
    t.pass(1);
    await jobs.add(null, 'b', 'urgent', { priority: 5 });
    await jobs.add(null, 'a', 'whenever', { priority: -1 });
    await jobs.runAll({ concurrency: 1 });
    expect(order).toEqual(['urgent', 'first', 'second', 'third', 'whenever']);
  });

  it('does not run a delayed job before its time', async () => {
    jobs.define('remind', nothing);
    await jobs.add(null, 'remind', null, { delayMs: 60_000 });
    expect(await jobs.runAll()).toBe(0);
    t.pass(60_000);
    expect(await jobs.runAll()).toBe(1);
  });

  it('lets a waiting job of a key stand for a second one, at the sooner time and the higher priority', async () => {
    await jobs.add(null, 'sizes', 1, { key: '12', delayMs: 60_000 });
    await jobs.add(null, 'sizes', 2, { key: '12', priority: 3 });
    expect(await t.only()).toMatchObject({ payload: 1, key: '12', runAt: t.now(), priority: 3 });
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

  it('begins no job after its time is up', async () => {
    jobs.define('work', async () => {
      t.pass(1000);
    });
    for (let number = 0; number < 5; number += 1) await jobs.add(null, 'work', number);
    expect(await jobs.runAll({ limitMs: 2500, concurrency: 1 })).toBe(3);
  });

  it('sweeps what has been done for three days and what has failed for thirty', async () => {
    jobs.define('good', nothing);
    jobs.define('bad', async () => Promise.reject(new Error('no')), { attempts: 1 });
    for (const name of ['good', 'bad']) await jobs.add(null, name, null);
    await jobs.runAll();
    t.pass(4 * 86_400_000);
    expect(await jobs.sweep()).toBe(1);
    expect(await t.only()).toMatchObject({ name: 'bad' });
    t.pass(27 * 86_400_000);
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

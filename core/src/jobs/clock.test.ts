import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import type { Jobs } from './jobs.ts';
import { emptyQueue, type TestJobs } from './testing.ts';

const hour = 3_600_000;

describe.each(testDatabases())('a clock that jumps, on $name', ({ open }) => {
  let test: TestDatabase;
  let t: TestJobs;
  let jobs: Jobs;
  let ran: number;
  beforeAll(async () => {
    test = await open();
  });
  beforeEach(async () => {
    t = await emptyQueue(test);
    jobs = t.process();
    ran = 0;
    jobs.define('count', async () => {
      ran += 1;
    });
  });
  afterAll(() => test.drop());

  /** As a process leaves a job that was killed. */
  const abandon = () =>
    test.database.transaction((tx) => tx.run(`UPDATE jobs SET state = 'running', attempts = 1, lease_token = 't', lease_until = ?`, [t.now() + 30_000]));

  it.each([-48 * hour, -3 * hour])('by %i ms makes no job wait until it is as late again', async (jump) => {
    await jobs.add(null, 'count', null);
    await jobs.add(null, 'count', null, { delayMs: 60_000 });
    t.pass(jump);
    expect(await jobs.runAll()).toBe(1);
    t.pass(60_000);
    expect(await jobs.runAll()).toBe(1);
    expect(ran).toBe(2);
  });

  it.each([-48 * hour, -3 * hour, 3 * hour, 48 * hour])('by %i ms keeps no job with a process that is gone', async (jump) => {
    await jobs.add(null, 'count', null);
    await abandon();
    t.pass(jump);
    await jobs.runAll();
    t.pass(60_000);
    await jobs.runAll();
    expect(ran).toBe(1);
    expect(await t.only()).toMatchObject({ state: 'done', attempts: 2 });
  });
});

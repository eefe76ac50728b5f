import type { JobRun, Json, Log, Rail, Tables } from '@picturerail/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pluginTables } from '#database';
import type { NoticeJobs, PluginScope } from '#kernel';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { createJobs, type Jobs } from './jobs.ts';
import { addHookJobs, jobsContribution } from './jobs-contribution.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** The part of the kernel's scope that this room uses: what is registered goes when the plugin goes. */
function plugin(jobs: Jobs, id: string): { rail: Pick<Rail, 'jobs' | 'after'>; noticeJobs: NoticeJobs; recorded: string[]; stop(): void } {
  const undo: (() => void)[] = [];
  const recorded: string[] = [];
  const scope = {
    plugin: { id, version: '1.0.0', dir: '/' },
    register: (kind: string, name: string, make: () => () => void) => {
      recorded.push(`${kind} ${name}`);
      undo.push(make());
    },
  };
  const rail = jobsContribution(jobs)(scope as unknown as PluginScope);
  return { rail, noticeJobs: rail.noticeJobs, recorded, stop: () => undo.forEach((one) => void one()) };
}

describe.each(testDatabases())('rail.jobs and rail.after on $name', ({ open }) => {
  let test: TestDatabase;
  let jobs: Jobs;
  const names = async () => (await jobs.list()).map(({ name }) => name).toSorted();

  beforeAll(async () => {
    test = await open();
  });
  beforeEach(async () => {
    await test.database.transaction((tx) => tx.run('DELETE FROM jobs'));
    jobs = createJobs({ database: test.database, log: silent });
  });
  afterAll(() => test.drop());

  it('runs a plugin’s jobs under its own name, and lets them wait while it is away', async () => {
    const seen: Json[] = [];
    const run = async (payload: Json) => void seen.push(payload);
    const first = plugin(jobs, 'tags');
    const queue = first.rail.jobs.define('reindex', run);
    await queue.add({ page: 1 });
    await first.rail.jobs.add('reindex', { page: 2 }, { key: 'two' });
    expect(await names()).toEqual(['plugin:tags:reindex', 'plugin:tags:reindex']);
    first.stop();
    expect(await jobs.runAll()).toBe(0);
    plugin(jobs, 'tags').rail.jobs.define('reindex', run);
    expect(await jobs.runAll({ concurrency: 1 })).toBe(2);
    expect(seen).toEqual([{ page: 1 }, { page: 2 }]);
    expect(first.recorded).toEqual(['job reindex']);
  });

  it('adds a job in the transaction whose tables it is given, and refuses others', async () => {
    const { rail } = plugin(jobs, 'tags');
    const queue = rail.jobs.define('reindex', async () => {});
    const cut = test.database.transaction(async (tx) => {
      await queue.add(1, { tx: pluginTables(tx, 'tags') });
      throw new Error('no');
    });
    await expect(cut).rejects.toThrow('no');
    expect(await names()).toEqual([]);
    await test.database.transaction((tx) => queue.add(1, { tx: pluginTables(tx, 'tags') }));
    expect(await names()).toEqual(['plugin:tags:reindex']);
    await expect(queue.add(1, { tx: {} as Tables })).rejects.toThrow('"tags" added a job with a "tx"');
  });

  it('refuses a name defined twice', () => {
    const { rail } = plugin(jobs, 'tags');
    rail.jobs.define('reindex', async () => {});
    expect(() => rail.jobs.define('reindex', async () => {})).toThrow('defines the job "reindex" twice');
  });

  it('writes a notice for each plugin with after on the hook, once per 500 items, in the transaction', async () => {
    const seen: [string, number, boolean][] = [];
    const notified = (id: string) => async (items: readonly unknown[], job: JobRun) => void seen.push([id, items.length, job.key.length > 0]);
    const stops = ['tags', 'mail'].map((id) => {
      const made = plugin(jobs, id);
      made.rail.after('images:imported', notified(id));
      return made.stop;
    });
    plugin(jobs, 'quiet').rail.after('images:deleted', notified('quiet'));
    expect(jobs.afterTaps('images:imported').toSorted()).toEqual(['mail', 'tags']);
    const items = Array.from({ length: 700 }, (_, index) => ({ imageId: index + 1, version: 1 }));
    await test.database.transaction((tx) => addHookJobs(jobs, tx, 'images:imported', items));
    expect(await names()).toEqual(['hook:mail:images:imported', 'hook:mail:images:imported', 'hook:tags:images:imported', 'hook:tags:images:imported']);
    await jobs.runAll({ concurrency: 1 });
    expect(seen.toSorted()).toEqual([
      ['mail', 200, true],
      ['mail', 500, true],
      ['tags', 200, true],
      ['tags', 500, true],
    ]);
    stops.forEach((stop) => void stop());
    expect(jobs.afterTaps('images:imported')).toEqual([]);
  });

  it('writes notices of a plugin’s own hooks too, in its transaction or without one', async () => {
    const { rail, noticeJobs, stop } = plugin(jobs, 'tags');
    rail.after('print-sales:sold' as 'images:imported', async () => {});
    await noticeJobs('print-sales:sold', [{ order: 1 }], null);
    const cut = test.database.transaction(async (tx) => {
      await noticeJobs('print-sales:sold', [{ order: 2 }], tx);
      throw new Error('no');
    });
    await expect(cut).rejects.toThrow('no');
    expect((await jobs.list()).map(({ name, payload }) => [name, payload])).toEqual([['hook:tags:print-sales:sold', { items: [{ order: 1 }] }]]);
    stop();
  });
});

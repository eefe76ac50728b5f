import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '#database';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { keepUsage } from './keep-usage.ts';
import { createUsage } from './usage.ts';
import { addUsage, readUsage, resetUsage } from './usage-store.ts';

describe.each(testDatabases())('usage on $name', (kind) => {
  let opened: TestDatabase;
  let database: Database;
  const warnings: string[] = [];
  const log = { debug() {}, info() {}, error() {}, warn: (message: string) => void warnings.push(message) };

  beforeAll(async () => {
    opened = await kind.open();
    database = opened.database;
  });
  afterAll(() => opened.drop());
  beforeEach(async () => {
    for (const plugin of ['a', 'b']) await database.transaction((tx) => resetUsage(tx, plugin));
  });

  it('adds what several processes counted, and keeps the last fault', async () => {
    const first = createUsage(() => 1_000);
    const second = createUsage(() => 2_000);
    first.called('b', 'slot "x@1"', { busyMs: 0.5, waitedMs: 2 });
    first.called('a', 'hook "x"', { busyMs: 1.25, waitedMs: 20.5 });
    first.fault('a', 'hook "x"', 'It broke.');
    second.called('a', 'hook "x"', { busyMs: 1, waitedMs: 1 });
    await database.transaction((tx) => addUsage(tx, first.drain()));
    await database.transaction((tx) => addUsage(tx, second.drain()));
    const a = { plugin: 'a', place: 'hook "x"', calls: 2, faults: 1, busyMs: 2.25, waitedMs: 21.5, lastFault: 'It broke.', lastFaultAt: 1_000 };
    const b = { plugin: 'b', place: 'slot "x@1"', calls: 1, faults: 0, busyMs: 0.5, waitedMs: 2, lastFault: null, lastFaultAt: null };
    expect(await readUsage(database.read)).toEqual([a, b]);
    expect(await readUsage(database.read, 'b')).toEqual([b]);
    second.fault('a', 'hook "x"', 'It broke again.');
    await database.transaction((tx) => addUsage(tx, second.drain()));
    expect(await readUsage(database.read, 'a')).toMatchObject([{ calls: 2, faults: 2, lastFault: 'It broke again.', lastFaultAt: 2_000 }]);
  });

  it('begins anew when it was written down', () => {
    const usage = createUsage();
    usage.called('a', 'x', { busyMs: 1, waitedMs: 1 });
    expect(usage.drain()).toHaveLength(1);
    expect(usage.drain()).toEqual([]);
  });

  it('takes a place whose name is longer than its column', async () => {
    const usage = createUsage();
    for (const end of ['1', '2']) usage.called('a', `job "${'x'.repeat(300)}${end}"`, { busyMs: 1, waitedMs: 1 });
    await database.transaction((tx) => addUsage(tx, usage.drain()));
    expect(await readUsage(database.read, 'a')).toMatchObject([{ calls: 2 }]);
  });

  it('is written down every ten seconds and at the end', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const usage = createUsage();
      const finish = keepUsage(usage, { database, log });
      usage.called('a', 'x', { busyMs: 1, waitedMs: 1 });
      vi.advanceTimersByTime(10_000);
      await vi.waitFor(async () => expect(await readUsage(database.read, 'a')).toMatchObject([{ calls: 1 }]));
      usage.called('a', 'x', { busyMs: 1, waitedMs: 1 });
      await finish();
      expect(await readUsage(database.read, 'a')).toMatchObject([{ calls: 2 }]);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('loses nothing while the database is away, and says so once', async () => {
    warnings.length = 0;
    const usage = createUsage(() => 1_000);
    let away = true;
    const transaction: Database['transaction'] = (work) => (away ? Promise.reject(new Error('It is away.')) : database.transaction(work));
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const finish = keepUsage(usage, { database: { ...database, transaction }, log });
      usage.called('a', 'x', { busyMs: 1, waitedMs: 1 });
      usage.fault('a', 'x', 'It broke.');
      await vi.advanceTimersByTimeAsync(20_000);
      expect(warnings).toEqual(['What plugins did cannot be written down for the time being.']);
      away = false;
      usage.called('a', 'x', { busyMs: 1, waitedMs: 1 });
      await finish();
      expect(await readUsage(database.read, 'a')).toMatchObject([{ calls: 2, faults: 1, busyMs: 2, waitedMs: 2, lastFault: 'It broke.', lastFaultAt: 1_000 }]);
    } finally {
      vi.useRealTimers();
    }
  });
});

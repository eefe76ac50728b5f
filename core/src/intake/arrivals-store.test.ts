import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { arrivalsAfter, arrivalsOf, claimedHashes, deleteArrivals, insertArrivals, takeOverArrival } from './arrivals-store.ts';

describe.each(testDatabases())('claims on what arrives, on $name', (kind) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await kind.open();
  });
  afterAll(() => test.drop());
  afterEach(() =>
    test.database.transaction(async (tx) => {
      for (const table of ['arrivals']) await tx.run(`DELETE FROM ${table}`);
    }),
  );

  const claim = (owner: string, sha256: string, file: string, claimedAt = 1_000) =>
    test.database.transaction((tx) => insertArrivals(tx, [{ sha256, albumId: 1, fileName: file, fileKey: file, owner, process: 'host 1', claimedAt }]));

  it('are held by one owner for content and for file name', async () => {
    await claim('first', 'aa', 'one.jpg');
    await claim('second', 'aa', 'two.jpg');
    await claim('second', 'bb', 'one.jpg');
    await claim('second', 'cc', 'three.jpg');
    expect((await arrivalsOf(test.database.read, 'first')).map((row) => row.fileName)).toEqual(['one.jpg']);
    expect((await arrivalsOf(test.database.read, 'second')).map((row) => row.fileName)).toEqual(['three.jpg']);
    expect(await claimedHashes(test.database.read, ['aa', 'bb', 'cc'])).toEqual(new Set(['aa', 'cc']));
  });

  it('are let go by their owner only, who learns how many were still his', async () => {
    await claim('first', 'aa', 'one.jpg');
    const [row] = await arrivalsOf(test.database.read, 'first');
    const remove = (owner: string) => test.database.transaction((tx) => deleteArrivals(tx, owner, [row?.id ?? 0]));
    expect(await remove('second')).toBe(0);
    expect(await remove('first')).toBe(1);
    expect(await remove('first')).toBe(0);
  });

  it('of somebody who died are taken over by one', async () => {
    await claim('dead', 'aa', 'one.jpg');
    await claim('alive', 'bb', 'two.jpg');
    const [row, second] = await arrivalsAfter(test.database.read, 0);
    if (!row) throw new Error('the claim is missing');
    expect(await arrivalsAfter(test.database.read, row.id)).toEqual([second]);
    const takeOver = (owner: string) => test.database.transaction((tx) => takeOverArrival(tx, row, { owner, process: 'host 2', claimedAt: 6_000 }));
    expect(await takeOver('heir')).toBe(true);
    expect(await takeOver('other')).toBe(false);
    expect(await arrivalsOf(test.database.read, 'heir')).toMatchObject([{ process: 'host 2', claimedAt: 6_000 }]);
  });
});

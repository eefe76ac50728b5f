import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { asCsvLine, asJsonLine, csvHead } from './as-text.ts';
import type { NewDeed } from './deed.ts';
import { noteAfterwards } from './note-afterwards.ts';
import { noteDeed } from './note-deed.ts';
import { cameFrom, type Doer, shownOrigin } from './origin.ts';
import { type Activity, activityPage, eachActivity } from './read-activity.ts';
import { sweepActivity } from './sweep-activity.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 2, 1);
const ana: Doer = { userId: 7, name: 'ana' };

describe.each(testDatabases())('the activity log on $name', (kind) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await kind.open();
  });
  beforeEach(() => opened.database.transaction(async (tx) => void (await tx.run('DELETE FROM activity'))));
  afterAll(() => opened.drop());

  const note = (doer: Doer, deed: NewDeed, at = now) => opened.database.transaction((tx) => noteDeed(tx, doer, at, deed));
  const all = async () => (await activityPage(opened.database, { limit: 1000 })).rows;

  it('says who did what to which thing, when and from where', async () => {
    const doer = { ...ana };
    cameFrom(doer, '192.0.2.0');
    await note(doer, { deed: 'album-moved', id: 12, name: 'Summer', detail: 'Trips' });
    await note({ system: true }, { deed: 'images-deleted', amount: 3 });
    expect(await all()).toMatchObject([
      { area: 'images', deed: 'images-deleted', userId: null, userName: null, origin: null, objectId: null, amount: 3 },
      {
        area: 'albums',
        deed: 'album-moved',
        userId: 7,
        userName: 'ana',
        origin: '192.0.2.0',
        objectId: 12,
        objectName: 'Summer',
        detail: 'Trips',
        doneAt: now,
      },
    ]);
  });

  it('knows nothing of what was rolled back, and nothing of what was done to nothing', async () => {
    const failing = opened.database.transaction(async (tx) => {
      await noteDeed(tx, ana, now, { deed: 'album-changed', id: 1 });
      throw new Error('Refused after all.');
    });
    await expect(failing).rejects.toThrow('Refused after all.');
    await note(ana, { deed: 'images-trashed', amount: 0 });
    expect(await all()).toEqual([]);
  });

  it('lets one line grow for what is done batch after batch, and begins another after a pause, for another album and for somebody else', async () => {
    const added = (doer: Doer, id: number, at: number) => note(doer, { deed: 'images-added', id, amount: 100, grows: true }, at);
    await added(ana, 1, now);
    await added(ana, 1, now + 60_000);
    expect(await all()).toMatchObject([{ amount: 200, doneAt: now + 60_000 }]);
    await added(ana, 2, now + 61_000);
    await added({ system: true }, 2, now + 62_000);
    await added({ system: true }, 2, now + 62_000 + 600_000);
    expect((await all()).map(({ amount }) => amount)).toEqual([100, 100, 100, 200]);
  });

  it('cuts names to what the column takes, without halves of characters', async () => {
    await note(ana, { deed: 'album-changed', name: `${'x'.repeat(299)}😀`, detail: 'y'.repeat(2000) });
    const [row] = await all();
    expect([row?.objectName, row?.detail?.length]).toEqual(['x'.repeat(299), 500]);
  });

  it('is filtered by what it is about, by who did it and since when', async () => {
    await note({ userId: 7, name: 'ana' }, { deed: 'album-changed' }, now);
    await note({ userId: 7, name: 'ana renamed' }, { deed: 'signed-in' }, now + day);
    await note({ userId: 8, name: 'ben' }, { deed: 'album-trashed' }, now + 2 * day);
    const deeds = async (filter: object) => (await activityPage(opened.database, { ...filter, limit: 10 })).rows.map(({ deed }) => deed);
    expect(await deeds({ area: 'albums' })).toEqual(['album-trashed', 'album-changed']);
    expect(await deeds({ who: { id: 7, name: 'ana renamed' } })).toEqual(['signed-in', 'album-changed']);
    expect(await deeds({ who: { id: null, name: 'ben' } })).toEqual(['album-trashed']);
    expect(await deeds({ since: now + day })).toEqual(['album-trashed', 'signed-in']);
    expect(await deeds({ area: 'albums', who: { id: 7, name: 'ana' }, since: now + 1 })).toEqual([]);
  });

  it('is read in pages and as a whole, each line once, though more is written meanwhile', async () => {
    await opened.database.transaction(async (tx) => {
      for (let number = 0; number < 1203; number += 1) await noteDeed(tx, ana, now, { deed: 'album-changed', id: number + 1 });
    });
    const first = await activityPage(opened.database, { limit: 50 });
    const last = await activityPage(opened.database, { limit: 50, beforeId: first.rows[49]?.id ?? null });
    expect([first.more, first.rows[0]?.objectId, last.rows[0]?.objectId]).toEqual([true, 1203, 1153]);
    const read: (number | null)[] = [];
    for await (const one of eachActivity(opened.database, {})) {
      if (read.length === 10) await note(ana, { deed: 'album-changed', id: 9999 });
      read.push(one.objectId);
    }
    expect(read).toEqual(Array.from({ length: 1203 }, (_, at) => 1203 - at));
  });

  it('forgets what is older than the days it is kept, in steps', async () => {
    await opened.database.transaction(async (tx) => {
      for (let number = 0; number < 620; number += 1) await noteDeed(tx, ana, now - 3 * day, { deed: 'album-changed' });
      await noteDeed(tx, ana, now - day, { deed: 'album-created' });
    });
    expect(await sweepActivity(opened.database, { days: 2, now })).toBe(620);
    expect((await all()).map(({ deed }) => deed)).toEqual(['album-created']);
    expect(await sweepActivity(opened.database, { days: 2, now })).toBe(0);
  });

  it('takes what is done outside a transaction, too', async () => {
    await noteAfterwards(opened.database, ana, { deed: 'backup-made', name: '/var/backups/1' });
    expect(await all()).toMatchObject([{ area: 'backups', objectName: '/var/backups/1' }]);
  });
});

describe('what an address becomes', () => {
  it.each([
    ['192.0.2.77', '192.0.2.0', '192.0.2.77'],
    ['::ffff:192.0.2.77', '192.0.2.0', '192.0.2.77'],
    ['2001:DB8:0012:34:5:6:7:8', '2001:db8:12::', '2001:DB8:0012:34:5:6:7:8'],
    ['2001:db8::7', '2001:db8:0::', '2001:db8::7'],
    ['::1', '0:0:0::', '::1'],
    ['unix:/tmp/socket', null, null],
  ])('%s is kept as %s, or in full as %s', (address, shortened, full) => {
    expect([shownOrigin(address, 'none'), shownOrigin(address, 'shortened'), shownOrigin(address, 'full')]).toEqual([null, shortened, full]);
  });
});

describe('an exported line', () => {
  const row: Activity = {
    id: 1,
    doneAt: now,
    area: 'users',
    deed: 'user-created',
    userId: 7,
    userName: 'ana',
    origin: null,
    objectId: 8,
    objectName: 'ben',
    detail: 'user',
    amount: 1,
  };

  it('is a line of a table below its head', () => {
    expect(csvHead()).toBe('time,area,deed,user_id,user,from,object_id,object,detail,amount\r\n');
    expect(asCsvLine(row)).toBe('2026-03-01T00:00:00.000Z,users,user-created,7,ana,,8,ben,user,1\r\n');
  });

  it.each([
    ['=HYPERLINK("http://evil.example","x")', '"\'=HYPERLINK(""http://evil.example"",""x"")"'],
    ['+1', '"\'+1"'],
    ['-1', '"\'-1"'],
    ['@SUM(A1)', '"\'@SUM(A1)"'],
    ['＝1', '"\'＝1"'],
    ['a,b', '"a,b"'],
    ['a\r\n=1', '"a\r\n=1"'],
    ['say "hi"', '"say ""hi"""'],
  ])('holds %j as text, which no spreadsheet reckons', (objectName, cell) => {
    expect(asCsvLine({ ...row, objectName })).toBe(`2026-03-01T00:00:00.000Z,users,user-created,7,ana,,8,${cell},user,1\r\n`);
  });

  it('is one object that says the same', () => {
    const line = asJsonLine({ ...row, objectName: 'a\n"b"' });
    expect(line.endsWith('}\n') && line.trimEnd().includes('\n')).toBe(false);
    expect(JSON.parse(line)).toEqual({
      time: '2026-03-01T00:00:00.000Z',
      area: 'users',
      deed: 'user-created',
      user_id: 7,
      user: 'ana',
      from: null,
      object_id: 8,
      object: 'a\n"b"',
      detail: 'user',
      amount: 1,
    });
  });
});

import { randomBytes } from 'node:crypto';
import type { Log, Manifest } from '@picturerail/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { openTestScope } from '../kernel/testing.ts';
import { createSettings, type Settings } from './settings.ts';
import { settingsContribution } from './settings-contribution.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

describe.each(testDatabases())('rail.settings on $name', ({ open }) => {
  let test: TestDatabase;
  let settings: Settings;
  const setUp = (id: string, schema?: Manifest['settings']) => {
    const scope = openTestScope({ id, manifest: schema === undefined ? {} : { settings: schema } });
    return { rail: settingsContribution(settings)(scope), scope };
  };
  const start = (id: string, schema?: Manifest['settings']) => {
    const { rail, scope } = setUp(id, schema);
    scope.commit();
    return { rail, stop: () => scope.dispose() };
  };

  beforeAll(async () => {
    test = await open();
  });
  beforeEach(async () => {
    await test.database.transaction((tx) => tx.run('DELETE FROM settings'));
    settings = createSettings({ database: test.database, key: randomBytes(32), log: silent });
  });
  afterAll(() => test.drop());

  it('gives a plugin its own values over the chain it names, and none of another’s', async () => {
    const schema = { type: 'object', properties: { columns: { type: 'integer', default: 3, scopes: ['gallery', 'album'] } } };
    const tags = start('tags', schema);
    const wall = start('wall', schema);
    await settings.set('tags', 'album:4', { columns: 5 });
    expect(await tags.rail.settings.get()).toEqual({ columns: 3 });
    expect(await tags.rail.settings.get(['album:4'])).toEqual({ columns: 5 });
    expect(await wall.rail.settings.get(['album:4'])).toEqual({ columns: 3 });
  });

  it('gives a plugin without settings nothing', async () => {
    expect(await start('plain').rail.settings.get()).toEqual({});
  });

  it('is undone with the plugin: nobody hears of changes, and the values stay for its return', async () => {
    const schema = { type: 'object', properties: { columns: { type: 'integer', default: 3 } } };
    let heard = 0;
    const first = start('tags', schema);
    first.rail.settings.changed(() => {
      heard += 1;
    });
    await settings.set('tags', 'gallery', { columns: 7 });
    await first.stop();
    await expect(settings.get('tags')).rejects.toThrow('Nobody called "tags"');
    const heardBefore = heard;
    const second = start('tags', schema);
    const told = new Promise<void>((resolve) => second.rail.settings.changed(resolve));
    expect(await second.rail.settings.get()).toEqual({ columns: 7 });
    await settings.set('tags', 'gallery', { columns: 8 });
    await told;
    expect(heard).toBe(heardBefore);
  });

  it('reads a new version by its own schema while the one that runs keeps the old, until they are swapped', async () => {
    const old = start('tags', { type: 'object', properties: { columns: { type: 'integer', default: 3 } } });
    await settings.set('tags', 'gallery', { columns: 7 });
    const next = setUp('tags', { type: 'object', properties: { columns: { type: 'integer', maximum: 5, default: 4 }, rows: { type: 'integer', default: 2 } } });
    expect(await next.rail.settings.get()).toEqual({ columns: 4, rows: 2 });
    expect(await old.rail.settings.get()).toEqual({ columns: 7 });
    expect(await settings.get('tags')).toEqual({ columns: 7 });
    await expect(settings.set('tags', 'gallery', { rows: 1 })).rejects.toThrow('has no setting "rows"');
    await old.stop();
    next.scope.commit();
    await settings.set('tags', 'gallery', { rows: 1 });
    expect(await settings.get('tags')).toEqual({ columns: 4, rows: 1 });
    expect(await old.rail.settings.get()).toEqual({ columns: 7 });
  });

  it('leaves the running version as it is when another is given up', async () => {
    const old = start('tags', { type: 'object', properties: { columns: { type: 'integer', default: 3 } } });
    const { scope } = setUp('tags', { type: 'object', properties: { rows: { type: 'integer', default: 1 } } });
    await scope.dispose();
    expect(() => setUp('tags', { type: 'object', properties: { rows: { type: 'whole' } } })).toThrow('The settings of "tags" are declared wrongly');
    expect(await settings.get('tags')).toEqual({ columns: 3 });
    expect(await old.rail.settings.get()).toEqual({ columns: 3 });
    await settings.set('tags', 'gallery', { columns: 2 });
  });
});

import { randomBytes } from 'node:crypto';
import type { Log, Manifest, Rail } from '@picturerail/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PluginScope } from '#kernel';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { createSettings, type Settings } from './settings.ts';
import { settingsContribution } from './settings-contribution.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

describe.each(testDatabases())('rail.settings on $name', ({ open }) => {
  let test: TestDatabase;
  let settings: Settings;
  const plugin = (id: string, schema?: Manifest['settings']) => {
    const undo: (() => void)[] = [];
    const scope = {
      plugin: { id, version: '1.0.0', dir: '/' },
      manifest: schema === undefined ? {} : { settings: schema },
      onDispose: (run: () => void) => void undo.push(run),
      register: (_kind: string, _name: string, make: () => () => void) => void undo.push(make()),
    };
    const rail: Pick<Rail, 'settings'> = settingsContribution(settings)(scope as unknown as PluginScope);
    return { rail, stop: () => undo.reverse().forEach((one) => void one()) };
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
    const tags = plugin('tags', schema);
    const wall = plugin('wall', schema);
    await settings.set('tags', 'album:4', { columns: 5 });
    expect(await tags.rail.settings.get()).toEqual({ columns: 3 });
    expect(await tags.rail.settings.get(['album:4'])).toEqual({ columns: 5 });
    expect(await wall.rail.settings.get(['album:4'])).toEqual({ columns: 3 });
  });

  it('gives a plugin without settings nothing', async () => {
    expect(await plugin('plain').rail.settings.get()).toEqual({});
  });

  it('is undone with the plugin: nobody hears of changes, and the values stay for its return', async () => {
    const schema = { type: 'object', properties: { columns: { type: 'integer', default: 3 } } };
    let heard = 0;
    const first = plugin('tags', schema);
    first.rail.settings.changed(() => {
      heard += 1;
    });
    await settings.set('tags', 'gallery', { columns: 7 });
    first.stop();
    await expect(settings.get('tags')).rejects.toThrow('Nobody called "tags"');
    const heardBefore = heard;
    const second = plugin('tags', schema);
    const told = new Promise<void>((resolve) => second.rail.settings.changed(resolve));
    expect(await second.rail.settings.get()).toEqual({ columns: 7 });
    await settings.set('tags', 'gallery', { columns: 8 });
    await told;
    expect(heard).toBe(heardBefore);
  });
});

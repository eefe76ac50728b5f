import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '@picturerail/sdk';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Database, databaseContribution, deletePluginTables, readRevisions } from '#database';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { createKernel } from '../kernel.ts';
import { activatePlugin } from './activate-plugin.ts';
import { deactivatePlugin } from './deactivate-plugin.ts';
import { listPlugins } from './list-plugins.ts';
import { once } from './once.ts';
import { createLook, createRegistry } from './registry.ts';

const fixtures = join(import.meta.dirname, '../fixtures');
const lines: string[] = [];
const note = (message: string) => void lines.push(message);
const log: Log = { debug: note, info: note, warn: note, error: note };

describe.each(testDatabases())('the registry of plugins on $name', (kind) => {
  let opened: TestDatabase;
  let database: Database;
  let dir: string;

  const install = (...names: string[]) => Promise.all(names.map((name) => cp(join(fixtures, name), join(dir, name), { recursive: true })));
  const folders = () => ({ packagesDirs: [dir], pluginsDir: join(dir, '.installed') });
  const look = () => createLook({ database, ...folders() })();
  const context = () => ({ database, registry: { look } });
  const start = async (options: { safeMode?: boolean } = {}) => {
    const kernel = createKernel({ log, contributions: [databaseContribution(database)] });
    const duties = { tryCopy: async () => {}, forget: async () => {}, isInUse: async () => false };
    const registry = createRegistry({ duties, kernel, database, ...folders(), log, ...options });
    const states = await registry.follow();
    await registry.close();
    return Object.fromEntries(states.map(({ id, state }) => [id, state]));
  };
  const list = async () => listPlugins(await look());
  const listed = async () => (await list()).map(({ id, desired, state, pending }) => [id, desired, state, pending]);
  const diary = async () => (await database.read.all<{ entry: string }>('SELECT entry FROM p_keeps_a_diary__entries ORDER BY id')).map(({ entry }) => entry);

  beforeAll(async () => {
    opened = await kind.open();
    database = opened.database;
  });
  afterAll(() => opened.drop());
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'picturerail-registry-'));
    lines.length = 0;
  });
  afterEach(async () => {
    await deletePluginTables(database, 'keeps-a-diary');
    await database.transaction((tx) => tx.run('DELETE FROM plugins'));
    await rm(dir, { recursive: true });
  });

  test('lists bundled plugins before they ever ran, and has them active from the first start unless they ask to wait', async () => {
    await install('plugin-that-works', 'plugin-that-waits');
    expect(await listed()).toEqual([
      ['waits', 'inactive', 'inactive', false],
      ['works', 'active', 'inactive', true],
    ]);
    expect(await start()).toEqual({ works: 'active' });
    expect(await listed()).toEqual([
      ['waits', 'inactive', 'inactive', false],
      ['works', 'active', 'active', false],
    ]);
  });

  test('keeps what is wanted apart from what became of it, until the next start', async () => {
    await install('plugin-that-works');
    await start();
    const before = await readRevisions(database.read);
    expect(await deactivatePlugin(context(), 'works')).toMatchObject({ changed: ['works'] });
    expect((await readRevisions(database.read)).registry).toBe(before.registry + 1);
    expect(await listed()).toEqual([['works', 'inactive', 'active', true]]);
    expect(await deactivatePlugin(context(), 'works')).toMatchObject({ changed: [] });
    expect(await start()).toEqual({});
    expect(await listed()).toEqual([['works', 'inactive', 'inactive', false]]);
    expect(await activatePlugin(context(), 'works')).toMatchObject({ changed: ['works'] });
    expect(await activatePlugin(context(), 'works')).toMatchObject({ changed: ['works'] });
    expect(await listed()).toEqual([['works', 'active', 'inactive', true]]);
    expect(await start()).toEqual({ works: 'active' });
  });

  test('says why a plugin does not run', async () => {
    await install('plugin-that-throws-in-setup', 'plugin-that-needs-works', 'plugin-with-a-typo');
    expect(await start()).toEqual({ 'needs-works': 'blocked', 'throws-in-setup': 'failed' });
    expect(await list()).toMatchObject([
      { id: 'needs-works', state: 'blocked', reason: expect.stringContaining('Run: picturerail plugin install works@^1.0.0') },
      { id: 'throws-in-setup', state: 'failed', reason: expect.stringContaining('thrown on purpose') },
      { id: 'typo', state: 'broken', version: null, reason: expect.stringContaining('did you mean "displayName"?') },
    ]);
    expect(lines.some((line) => line.includes('did you mean "displayName"?'))).toBe(true);
  });

  test('notices a package that is gone, and forgets it once it is not wanted', async () => {
    await install('plugin-that-works');
    await start();
    await rm(join(dir, 'plugin-that-works'), { recursive: true });
    expect(await start()).toEqual({});
    expect(await list()).toMatchObject([{ id: 'works', state: 'missing', version: '1.0.0', dir: null }]);
    await deactivatePlugin(context(), 'works');
    expect(await listed()).toEqual([]);
    await expect(activatePlugin(context(), 'works')).rejects.toThrow('There is no plugin "works" in this gallery');
  });

  test('refuses to activate what could not start, and what is no plugin', async () => {
    await install('plugin-that-works', 'plugin-that-needs-works', 'plugin-with-a-typo', 'theme-that-is-one');
    await start();
    await deactivatePlugin(context(), 'works', { cascade: true });
    await expect(activatePlugin(context(), 'needs-works')).rejects.toThrow('Run: picturerail plugin activate works');
    await expect(activatePlugin(context(), 'work')).rejects.toThrow('Did you mean "works"?');
    await expect(activatePlugin(context(), 'qwertz')).rejects.toThrow('picturerail plugin list');
    await expect(activatePlugin(context(), 'is-one')).rejects.toThrow('Run: picturerail theme use is-one');
    await expect(deactivatePlugin(context(), 'is-one')).rejects.toThrow('is a theme');
    await expect(activatePlugin(context(), 'typo')).rejects.toThrow('did you mean "displayName"?');
    await expect(deactivatePlugin(context(), 'qwertz')).rejects.toThrow('There is no plugin "qwertz"');
  });

  test('refuses to activate what one that runs cannot work beside, instead of stopping that', async () => {
    await install('plugin-that-works', 'plugin-that-waits');
    const file = join(dir, 'plugin-that-works/package.json');
    const manifest = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...manifest, picturerail: { ...manifest.picturerail, conflicts: { plugins: { waits: '*' } } } }));
    expect(await start()).toEqual({ works: 'active' });
    const { revision } = await deactivatePlugin(context(), 'works');
    await activatePlugin(context(), 'works');
    await expect(activatePlugin(context(), 'waits')).rejects.toThrow(
      'The plugin "waits" cannot be activated: "works" cannot work beside "waits" *. Run: picturerail plugin deactivate works',
    );
    expect((await readRevisions(database.read)).registry).toBe(revision + 1);
    await deactivatePlugin(context(), 'works');
    expect(await activatePlugin(context(), 'waits')).toMatchObject({ changed: ['waits'] });
  });

  test('names the dependents of a plugin, and takes them along when told to', async () => {
    await install('plugin-that-works', 'plugin-that-needs-works', 'plugin-that-throws');
    await start();
    await expect(deactivatePlugin(context(), 'works')).rejects.toMatchObject({ code: 'plugin-is-needed', data: { dependents: ['needs-works'] } });
    expect(await deactivatePlugin(context(), 'works', { cascade: true })).toMatchObject({ changed: ['works', 'needs-works'] });
    expect(await start()).toEqual({ throws: 'active' });
  });

  test('starts none in safe mode, and changes nothing', async () => {
    await install('plugin-that-works');
    expect(await start({ safeMode: true })).toEqual({});
    expect(await listed()).toEqual([['works', 'active', 'inactive', true]]);
  });

  test('migrates a plugin, installs it once, and tells it once after each activation', async () => {
    await install('plugin-that-keeps-a-diary');
    await start();
    expect(await diary()).toEqual(['install', 'setup', 'activated']);
    await start();
    expect((await diary()).slice(3)).toEqual(['setup']);
    await deactivatePlugin(context(), 'keeps-a-diary');
    await start();
    await activatePlugin(context(), 'keeps-a-diary');
    await start();
    expect((await diary()).slice(4)).toEqual(['setup', 'activated']);
  });

  test('installs once though several processes start at the same time', async () => {
    await install('plugin-that-keeps-a-diary');
    await start({ safeMode: true });
    await Promise.all([start(), start(), start()]);
    expect((await diary()).filter((entry) => entry !== 'setup').toSorted()).toEqual(['activated', 'install']);
    expect((await diary()).indexOf('install')).toBe(0);
  });

  test('tries again what failed once, and what a dead process left behind', async () => {
    await install('plugin-that-works');
    await start({ safeMode: true });
    await deactivatePlugin(context(), 'works');
    let now = 1_000;
    const options = { database, clock: () => now };
    await expect(once(options, 'works', 'install', () => Promise.reject(new Error('not yet')))).rejects.toThrow('not yet');
    let runs = 0;
    await database.transaction((tx) => tx.run('UPDATE plugins SET install_claimed_at = ? WHERE id = ?', [now, 'works']));
    now += 200_000;
    const run = async () => void runs++;
    await once(options, 'works', 'install', run);
    await once(options, 'works', 'install', run);
    expect(runs).toBe(1);
  });

  test('a plugin whose migration fails does not start', async () => {
    await install('plugin-that-keeps-a-diary');
    const file = join(dir, 'plugin-that-keeps-a-diary/migrations/0001-entries.js');
    await writeFile(file, (await readFile(file, 'utf8')).replace("createTable: 'entries'", "createTable: 'Bad Name'"));
    expect(await start()).toEqual({ 'keeps-a-diary': 'failed' });
    expect(await list()).toMatchObject([{ reason: expect.stringContaining('failed in its migrations') }]);
  });
});

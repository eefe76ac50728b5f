import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '@picturerail/sdk';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Database, databaseContribution, deletePluginTables, readRevisions } from '#database';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { createKernel } from '../kernel.ts';
import { discoverPackages } from '../packages/discover-packages.ts';
import type { Discovery } from '../packages/package.ts';
import { activatePlugin } from './activate-plugin.ts';
import { deactivatePlugin } from './deactivate-plugin.ts';
import { listPlugins } from './list-plugins.ts';
import { once } from './once.ts';
import { startPlugins } from './start-plugins.ts';

const fixtures = join(import.meta.dirname, '../fixtures');
const lines: string[] = [];
const note = (message: string) => void lines.push(message);
const log: Log = { debug: note, info: note, warn: note, error: note };

describe.each(testDatabases())('the registry of plugins on $name', (kind) => {
  let opened: TestDatabase;
  let database: Database;
  let dir: string;
  let discovery: Discovery;

  const install = (...names: string[]) => Promise.all(names.map((name) => cp(join(fixtures, name), join(dir, name), { recursive: true })));
  const discover = async () => {
    discovery = await discoverPackages([dir]);
  };
  const start = async (options: { safeMode?: boolean } = {}) => {
    const kernel = createKernel({ log, contributions: [databaseContribution(database)] });
    const states = await startPlugins(kernel, { database, discovery, log, ...options });
    await kernel.stop();
    return Object.fromEntries(states.map(({ id, state }) => [id, state]));
  };
  const listed = async () => (await listPlugins(database.read, discovery)).map(({ id, desired, state, pending }) => [id, desired, state, pending]);
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
    await discover();
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
    await discover();
    await start();
    const before = await readRevisions(database.read);
    expect(await deactivatePlugin({ database, discovery }, 'works')).toEqual({ changed: ['works'] });
    expect((await readRevisions(database.read)).registry).toBe(before.registry + 1);
    expect(await listed()).toEqual([['works', 'inactive', 'active', true]]);
    expect(await deactivatePlugin({ database, discovery }, 'works')).toEqual({ changed: [] });
    expect(await start()).toEqual({});
    expect(await listed()).toEqual([['works', 'inactive', 'inactive', false]]);
    expect(await activatePlugin({ database, discovery }, 'works')).toEqual({ changed: ['works'] });
    expect(await activatePlugin({ database, discovery }, 'works')).toEqual({ changed: [] });
    expect(await listed()).toEqual([['works', 'active', 'inactive', true]]);
    expect(await start()).toEqual({ works: 'active' });
  });

  test('says why a plugin does not run', async () => {
    await install('plugin-that-throws-in-setup', 'plugin-that-needs-works', 'plugin-with-a-typo');
    await discover();
    expect(await start()).toEqual({ 'needs-works': 'blocked', 'throws-in-setup': 'failed' });
    expect(await listPlugins(database.read, discovery)).toMatchObject([
      { id: 'needs-works', state: 'blocked', reason: expect.stringContaining('Run: picturerail plugin install works@^1.0.0') },
      { id: 'throws-in-setup', state: 'failed', reason: expect.stringContaining('thrown on purpose') },
      { id: 'typo', state: 'broken', version: null, reason: expect.stringContaining('did you mean "displayName"?') },
    ]);
    expect(lines.some((line) => line.includes('did you mean "displayName"?'))).toBe(true);
  });

  test('notices a package that is gone, and forgets it once it is not wanted', async () => {
    await install('plugin-that-works');
    await discover();
    await start();
    await rm(join(dir, 'plugin-that-works'), { recursive: true });
    await discover();
    expect(await start()).toEqual({});
    expect(await listPlugins(database.read, discovery)).toMatchObject([{ id: 'works', state: 'missing', version: '1.0.0', dir: null }]);
    await deactivatePlugin({ database, discovery }, 'works');
    expect(await listed()).toEqual([]);
    await expect(activatePlugin({ database, discovery }, 'works')).rejects.toThrow('There is no plugin "works" in this gallery');
  });

  test('refuses to activate what could not start, and what is no plugin', async () => {
    await install('plugin-that-works', 'plugin-that-needs-works', 'plugin-with-a-typo', 'theme-that-is-one');
    await discover();
    await start();
    await deactivatePlugin({ database, discovery }, 'works', { cascade: true });
    await expect(activatePlugin({ database, discovery }, 'needs-works')).rejects.toThrow('Run: picturerail plugin activate works');
    await expect(activatePlugin({ database, discovery }, 'work')).rejects.toThrow('Did you mean "works"?');
    await expect(activatePlugin({ database, discovery }, 'qwertz')).rejects.toThrow('picturerail plugin list');
    await expect(activatePlugin({ database, discovery }, 'is-one')).rejects.toThrow('Run: picturerail theme use is-one');
    await expect(deactivatePlugin({ database, discovery }, 'is-one')).rejects.toThrow('is a theme');
    await expect(activatePlugin({ database, discovery }, 'typo')).rejects.toThrow('did you mean "displayName"?');
    await expect(deactivatePlugin({ database, discovery }, 'qwertz')).rejects.toThrow('There is no plugin "qwertz"');
  });

  test('names the dependents of a plugin, and takes them along when told to', async () => {
    await install('plugin-that-works', 'plugin-that-needs-works', 'plugin-that-throws');
    await discover();
    await start();
    await expect(deactivatePlugin({ database, discovery }, 'works')).rejects.toMatchObject({ code: 'plugin-is-needed', data: { dependents: ['needs-works'] } });
    expect(await deactivatePlugin({ database, discovery }, 'works', { cascade: true })).toEqual({ changed: ['works', 'needs-works'] });
    expect(await start()).toEqual({ throws: 'active' });
  });

  test('starts none in safe mode, and changes nothing', async () => {
    await install('plugin-that-works');
    await discover();
    expect(await start({ safeMode: true })).toEqual({});
    expect(await listed()).toEqual([['works', 'active', 'inactive', true]]);
  });

  test('migrates a plugin, installs it once, and tells it once after each activation', async () => {
    await install('plugin-that-keeps-a-diary');
    await discover();
    await start();
    expect(await diary()).toEqual(['install', 'setup', 'activated']);
    await start();
    expect((await diary()).slice(3)).toEqual(['setup']);
    await deactivatePlugin({ database, discovery }, 'keeps-a-diary');
    await start();
    await activatePlugin({ database, discovery }, 'keeps-a-diary');
    await start();
    expect((await diary()).slice(4)).toEqual(['setup', 'activated']);
  });

  test('installs once though several processes start at the same time', async () => {
    await install('plugin-that-keeps-a-diary');
    await discover();
    await start({ safeMode: true });
    await Promise.all([start(), start(), start()]);
    expect((await diary()).filter((entry) => entry !== 'setup').toSorted()).toEqual(['activated', 'install']);
    expect((await diary()).indexOf('install')).toBe(0);
  });

  test('tries again what failed once, and what a dead process left behind', async () => {
    await install('plugin-that-works');
    await discover();
    await start({ safeMode: true });
    await deactivatePlugin({ database, discovery }, 'works');
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
    await discover();
    expect(await start()).toEqual({ 'keeps-a-diary': 'failed' });
    expect(await listPlugins(database.read, discovery)).toMatchObject([{ reason: expect.stringContaining('failed in its migrations') }]);
  });
});

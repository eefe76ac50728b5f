import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '@picturerail/sdk';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Database, databaseContribution, deletePluginTables } from '#database';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { archiveOfFiles, packageJsonOf, pluginFiles, startRegistry, type TestRegistry, writeFiles } from '../install/testing.ts';
import { createKernel } from '../kernel.ts';
import type { Kernel } from '../kernel-types.ts';
import { activatePlugin } from '../registry/activate-plugin.ts';
import { deactivatePlugin } from '../registry/deactivate-plugin.ts';
import { listPlugins } from '../registry/list-plugins.ts';
import { createRegistry, type Registry, type RegistryOptions } from '../registry/registry.ts';
import { waitForProcesses } from '../registry/wait-for-processes.ts';
import { removeOldCopies } from './change-to.ts';
import { type PreparedInstall, prepareInstall } from './install-package.ts';
import { prepareRollback } from './roll-back.ts';
import { putBackCopy, takeCopy } from './take-copy.ts';
import { uninstallPackage } from './uninstall-package.ts';
import { prepareUpdate } from './update-package.ts';

const lines: string[] = [];
const note = (message: string) => void lines.push(message);
const log: Log = { debug: note, info: note, warn: note, error: note };

/** Counts in a table of its own, so that one sees which version wrote, and when. */
const code = (version: string, more = '') => `export default {
  setup(rail) { rail.collect('admin:menu', () => [{ label: '${version}', url: '/' }]); ${more} },
  lifecycle: {
    install: (rail) => rail.db.table('entries').insert({ entry: 'installed' }),
    update: (rail, { from, to }) => rail.db.table('entries').insert({ entry: from + ' to ' + to }),
    uninstall: (rail, { keepData }) => rail.db.table('entries').insert({ entry: 'keep ' + keepData }),
  },
};`;
const migration = "export default [{ createTable: 'entries', definition: { columns: { id: { type: 'id' }, entry: { type: 'string', length: 50 } } } }];";

describe.each(testDatabases())('packages on $name', (kind) => {
  let opened: TestDatabase;
  let database: Database;
  let dir: string;
  let kernel: Kernel;
  let registry: Registry;
  let npm: TestRegistry;
  let forgotten: string[];
  let themeInUse = 'none';
  /** What others do while a copy is tried. */
  let meanwhile: () => Promise<unknown> = async () => {};

  const options = (own: Kernel): RegistryOptions => ({
    kernel: own,
    database,
    packagesDirs: [join(dir, 'bundled')],
    pluginsDir: join(dir, 'plugins'),
    log,
    duties: {
      // As a process made for it does, in this one.
      tryCopy: async (id, folder) => {
        const trial = createKernel({ log, contributions: [databaseContribution(database)] });
        const { packages, state } = await createRegistry(options(trial)).trial(id, folder);
        await trial.stop();
        await meanwhile();
        if (packages.find((one) => one.id === id)?.kind !== 'theme' && state?.state !== 'active') throw new Error(state?.reason ?? 'it is not there');
      },
      forget: async (id) => void forgotten.push(id),
      isInUse: async (theme) => theme === themeInUse,
    },
  });
  const context = () => ({ database, kernel, registry, config: { pluginRegistry: npm.address } });
  const version = (number: string, changes: { more?: string; manifest?: object; files?: Record<string, string> } = {}) =>
    pluginFiles('diary', {
      'package.json': packageJsonOf('diary', { version: number }, { tables: ['entries'], ...changes.manifest }),
      'index.js': code(number, changes.more),
      'migrations/0001-entries.js': migration,
      ...changes.files,
    });
  const fromFolder = async (name: string, files: Readonly<Record<string, string>>): Promise<PreparedInstall> => {
    await writeFiles(join(dir, name), files);
    return prepareInstall(context(), { kind: 'folder', path: join(dir, name) });
  };
  const listed = async (id = 'diary') => listPlugins(await registry.look()).find((one) => one.id === id);
  const runs = async () => (await kernel.hooks.collect('admin:menu', [])).map(({ label }) => label);
  const entries = async () => (await database.read.all<{ entry: string }>('SELECT entry FROM p_diary__entries ORDER BY id')).map(({ entry }) => entry);
  const activate = async (id = 'diary') => {
    await activatePlugin(context(), id);
    await registry.follow();
  };
  const folders = async () => (await readdir(join(dir, 'plugins', 'diary')).catch(() => [])).toSorted().map((name) => name.split('+')[0]);

  beforeAll(async () => {
    opened = await kind.open();
    database = opened.database;
    npm = await startRegistry();
  });
  afterAll(async () => {
    await npm.close();
    await opened.drop();
  });
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'picturerail-manage-'));
    await mkdir(join(dir, 'bundled'));
    forgotten = [];
    themeInUse = 'none';
    meanwhile = async () => {};
    kernel = createKernel({ log, contributions: [databaseContribution(database)] });
    registry = createRegistry(options(kernel));
    await registry.follow();
  });
  afterEach(async () => {
    await registry.close();
    await deletePluginTables(database, 'diary');
    await database.transaction((tx) => tx.run('DELETE FROM plugins'));
    await rm(dir, { recursive: true });
  });

  test('are installed without running, and run when they are activated', async () => {
    const prepared = await fromFolder('one', version('1.0.0'));
    expect(prepared.plan).toMatchObject({ from: null, to: '1.0.0', direction: 'install', active: false, movesData: false, breaks: [] });
    expect(await prepared.carryOut()).toMatchObject({ id: 'diary', version: '1.0.0', from: null, active: false });
    await registry.follow();
    expect([await listed(), await runs()]).toMatchObject([{ desired: 'inactive', state: 'inactive', previous: null }, []]);
    await activate();
    expect([await runs(), await entries()]).toEqual([['1.0.0'], ['installed']]);
  });

  test('are updated beside the version that runs, and go back in code only', async () => {
    await (await fromFolder('one', version('1.0.0'))).carryOut();
    await activate();
    const two = await fromFolder('two', version('1.1.0', { manifest: { capabilities: [{ name: 'mail', why: 'Tells you.' }] } }));
    expect(two.plan).toMatchObject({ from: '1.0.0', direction: 'update', active: true, movesData: true, asksAnew: [{ name: 'mail' }] });
    await expect(two.carryOut()).rejects.toMatchObject({ code: 'capabilities-wait' });
    expect(await runs()).toEqual(['1.0.0']);
    await (await fromFolder('two', version('1.1.0'))).carryOut({ accept: true });
    await registry.follow();
    expect([await runs(), await entries(), await listed()]).toMatchObject([
      ['1.1.0'],
      ['installed', '1.0.0 to 1.1.0'],
      { version: '1.1.0', previous: '1.0.0' },
    ]);
    const back = await prepareRollback(context(), 'diary');
    expect(back.plan).toMatchObject({ to: '1.0.0', direction: 'back', keepsNewerData: true });
    await back.carryOut();
    await registry.follow();
    expect([await runs(), await entries()]).toEqual([['1.0.0'], ['installed', '1.0.0 to 1.1.0']]);
    // Again: the data have followed that version before.
    await (await prepareRollback(context(), 'diary')).carryOut();
    await registry.follow();
    expect([await runs(), await entries()]).toEqual([['1.1.0'], ['installed', '1.0.0 to 1.1.0']]);
    await (await fromFolder('three', version('1.2.0'))).carryOut();
    await registry.follow();
    expect(await folders()).toEqual(['1.0.0', '1.1.0', '1.2.0']);
    expect(await removeOldCopies(context(), 'diary')).toHaveLength(1);
    expect(await folders()).toEqual(['1.1.0', '1.2.0']);
  });

  test('whose next version fails stay what they were, and leave no copy behind', async () => {
    await (await fromFolder('one', version('1.0.0'))).carryOut();
    await activate();
    const before = await listed();
    await expect((await fromFolder('two', version('1.1.0', { more: "throw new Error('on purpose');" }))).carryOut()).rejects.toThrow('on purpose');
    await registry.follow();
    expect([await listed(), await runs(), await folders()]).toEqual([before, ['1.0.0'], ['1.0.0']]);
    await expect(fromFolder('one', version('1.0.0'))).rejects.toMatchObject({ code: 'plugin-already-current' });
  });

  test('that somebody else has installed or activated since they were looked at are left as they are', async () => {
    const one = await fromFolder('one', version('1.0.0'));
    const other = await fromFolder('other', version('1.1.0'));
    await one.carryOut();
    const two = await fromFolder('two', version('1.2.0', { manifest: { capabilities: [{ name: 'mail', why: 'Tells you.' }] } }));
    await activate();
    await expect(other.carryOut()).rejects.toMatchObject({ code: 'plugin-changed-meanwhile' });
    // Not active when it was looked at: nobody has agreed to what it asks for, and it was not tried.
    await expect(two.carryOut()).rejects.toMatchObject({ code: 'plugin-changed-meanwhile' });
    await registry.follow();
    expect([await runs(), await folders()]).toEqual([['1.0.0'], ['1.0.0']]);
  });

  test('whose copy is cleared away by somebody else while it is tried stay what they were', async () => {
    await (await fromFolder('one', version('1.0.0'))).carryOut();
    await activate();
    meanwhile = () => removeOldCopies(context(), 'diary');
    await expect((await fromFolder('two', version('1.1.0'))).carryOut()).rejects.toMatchObject({ code: 'plugin-changed-meanwhile' });
    await registry.follow();
    expect([await runs(), await folders(), await listed()]).toMatchObject([['1.0.0'], ['1.0.0'], { version: '1.0.0', state: 'active' }]);
  });

  test('that two install at once, byte for byte the same, are installed', async () => {
    const [one, two] = [await fromFolder('one', version('1.0.0')), await fromFolder('two', version('1.0.0'))];
    await Promise.all([one.carryOut(), two.carryOut()]);
    expect([await listed(), await folders()]).toMatchObject([{ version: '1.0.0', previous: null }, ['1.0.0']]);
  });

  test('that pass their trial and cannot take over all the same are turned back', async () => {
    await (await fromFolder('one', version('1.0.0'))).carryOut();
    await activate();
    // Only where it serves: the trial is over by then.
    Object.assign(globalThis, { manageTestServes: false });
    const two = await fromFolder('two', version('1.1.0', { more: "if (globalThis.manageTestServes) throw new Error('not here');" }));
    await two.carryOut();
    Object.assign(globalThis, { manageTestServes: true });
    await registry.follow();
    await registry.follow();
    expect(await runs()).toEqual(['1.0.0']);
    expect(await listed()).toMatchObject({ version: '1.0.0', state: 'active', reason: expect.stringContaining('The update to 1.1.0 was given up') });
  });

  test('are refused where another plugin that runs could not go on', async () => {
    await (await fromFolder('one', version('1.0.0'))).carryOut();
    await writeFiles(
      join(dir, 'reader'),
      pluginFiles('reader', { 'package.json': packageJsonOf('reader', {}, { requires: { plugins: { diary: '^1.0.0' } } }) }),
    );
    await (await prepareInstall(context(), { kind: 'folder', path: join(dir, 'reader') })).carryOut();
    await activate();
    await activate('reader');
    const two = await fromFolder('two', version('2.0.0'));
    expect(two.plan.breaks).toEqual([expect.stringContaining('"reader" needs "diary" ^1.0.0')]);
    await expect(two.carryOut()).rejects.toMatchObject({ code: 'update-breaks' });
    await expect(uninstallPackage(context(), 'diary', { deleteData: false })).rejects.toMatchObject({ code: 'plugin-is-needed' });
    expect(await runs()).toEqual(['1.0.0']);
  });

  test('come from a registry, which an update asks again', async () => {
    npm.publish('picturerail-diary', '1.0.0', archiveOfFiles(version('1.0.0')));
    await (await prepareInstall(context(), { kind: 'registry', name: 'picturerail-diary', range: '^1.0.0' })).carryOut();
    expect(await listed()).toMatchObject({ source: 'picturerail-diary@^1.0.0' });
    await expect(prepareUpdate(context(), 'diary')).rejects.toMatchObject({ code: 'plugin-already-current' });
    npm.publish('picturerail-diary', '1.3.0', archiveOfFiles(version('1.3.0')));
    const update = await prepareUpdate(context(), 'diary');
    expect(update.plan).toMatchObject({ from: '1.0.0', to: '1.3.0', active: false });
    await update.discard();
    expect(await listed()).toMatchObject({ version: '1.0.0' });
    await expect(prepareUpdate(context(), 'dairy')).rejects.toThrow('Did you mean "diary"?');
    await expect(prepareRollback(context(), 'diary')).rejects.toMatchObject({ code: 'plugin-no-previous' });
    await expect(prepareRollback(context(), 'dairy')).rejects.toThrow('Did you mean "diary"?');
  });

  test('are uninstalled with their data kept for the next time, or gone with all that was theirs', async () => {
    await (await fromFolder('one', version('1.0.0'))).carryOut();
    await activate();
    await uninstallPackage(context(), 'diary', { deleteData: false });
    await registry.follow();
    expect([await listed(), await runs(), await folders(), forgotten, await entries()]).toEqual([undefined, [], [], [], ['installed', 'keep true']]);
    await (await fromFolder('one', version('1.0.0'))).carryOut();
    await activate();
    expect(await entries()).toEqual(['installed', 'keep true']);
    expect(await uninstallPackage(context(), 'diary', { deleteData: true })).toMatchObject({ version: null, from: '1.0.0', warnings: [] });
    await registry.follow();
    expect([await listed(), forgotten]).toEqual([undefined, ['diary']]);
    await expect(entries()).rejects.toThrow();
    await expect(uninstallPackage(context(), 'diary', { deleteData: false })).rejects.toMatchObject({ code: 'plugin-unknown' });
  });

  test('that came with the gallery are replaced by newer copies, until it brings a newer one itself', async () => {
    const bundled = (number: string) => writeFiles(join(dir, 'bundled', 'diary'), version(number));
    await bundled('1.0.0');
    await registry.follow();
    expect(await runs()).toEqual(['1.0.0']);
    await expect(uninstallPackage(context(), 'diary', { deleteData: false })).rejects.toMatchObject({ code: 'plugin-is-bundled' });
    await expect(prepareUpdate(context(), 'diary')).rejects.toMatchObject({ code: 'plugin-no-source' });
    await (await fromFolder('two', version('1.1.0'))).carryOut();
    await registry.follow();
    expect([await runs(), await listed()]).toMatchObject([['1.1.0'], { previous: '1.0.0' }]);
    await registry.close();
    await bundled('1.2.0');
    kernel = createKernel({ log, contributions: [databaseContribution(database)] });
    registry = createRegistry(options(kernel));
    await registry.follow();
    expect(await listed()).toMatchObject({ version: '1.2.0', folder: null });
    expect(lines).toContain('"diary" 1.2.0 came with the gallery and takes the place of the copy that was installed.');
  });

  test('that are themes are tried too, and not taken away while they are shown', async () => {
    const theme = packageJsonOf('dusk', {}, { kind: 'theme', entry: undefined });
    await (await fromFolder('dusk', { 'package.json': theme, 'templates/home.njk': 'home' })).carryOut();
    expect(await listed('dusk')).toMatchObject({ kind: 'theme', state: 'inactive', pending: false });
    themeInUse = 'dusk';
    await expect(uninstallPackage(context(), 'dusk', { deleteData: false })).rejects.toMatchObject({ code: 'theme-in-use' });
    themeInUse = 'none';
    await uninstallPackage(context(), 'dusk', { deleteData: true });
    expect(await listed('dusk')).toBeUndefined();
  });

  test('are taken by their author at once, and put back', async () => {
    await (await fromFolder('one', version('1.0.0'))).carryOut();
    const [first] = (await registry.look()).disk.installed.packages;
    if (!first) throw new Error('Nothing is installed.');
    const taken = await takeCopy(context(), first, { kind: 'folder', path: join(dir, 'one') });
    await registry.follow();
    expect([taken.changed, await runs()]).toEqual([true, ['1.0.0']]);
    expect((await takeCopy(context(), first, { kind: 'folder', path: join(dir, 'one') })).changed).toBe(false);
    await putBackCopy(context(), 'diary', taken.before);
    await registry.follow();
    expect(await runs()).toEqual([]);
  });

  test('stop where they are quarantined, until a webmaster tries them again', async () => {
    await (await fromFolder('one', version('1.0.0'))).carryOut();
    await activate();
    await registry.quarantine('diary', 'It fails all the time.');
    await registry.quarantine('diary', 'It fails all the time.');
    await registry.follow();
    expect([await runs(), await listed()]).toMatchObject([[], { desired: 'active', state: 'quarantined', reason: 'It fails all the time.' }]);
    await activate();
    expect([await runs(), await listed()]).toMatchObject([['1.0.0'], { state: 'active', reason: null }]);
  });

  test('are waited for until all processes that serve have followed', async () => {
    await registry.appear('web');
    await (await fromFolder('one', version('1.0.0'))).carryOut();
    const { revision } = await activatePlugin(context(), 'diary');
    expect(await waitForProcesses(context(), revision, 0)).toEqual({ processes: 1, behind: ['web'] });
    registry.sync(revision);
    expect(await waitForProcesses(context(), revision)).toEqual({ processes: 1, behind: [] });
    expect(await runs()).toEqual(['1.0.0']);
    expect((await deactivatePlugin(context(), 'diary')).changed).toEqual(['diary']);
  });
});

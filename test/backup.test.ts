import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, copyFile, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { backup, config, database, examine, type House, http, openHouse, processes } from '@picturerail/core';
import { gallery as domain, makePlace, startGallery, type TestGallery, type TestPlace, testServers } from '@picturerail/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { filesIn, manifestOf, rowsIn, rowsOf } from './backups/everything.ts';
import { startLoad } from './backups/load.ts';
import { commanded } from './command.ts';
import { filesBelow } from './files-below.ts';

const slow = { timeout: 180_000 };
const servers = testServers();
const places: TestPlace[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const place of places.splice(0)) await place.remove();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function emptyPlace(server?: string): Promise<TestPlace> {
  const place = await makePlace(server);
  places.push(place);
  return place;
}

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'picturerail-backup-'));
  folders.push(folder);
  return folder;
}

const configOf = ({ env }: TestPlace, more: Readonly<Record<string, string>> = {}) => config.readConfig({ ...env, LOG_LEVEL: 'error', ...more });
const restore = (place: TestPlace, folder: string) => backup.restoreBackup(configOf(place), folder);

async function withHouse<T>(place: TestPlace, work: (house: House) => Promise<T>): Promise<T> {
  const house = await openHouse(configOf(place), 'web', processes.createLog('error', { stderr: true }));
  return work(house).finally(() => house.close());
}

async function withDatabase<T>(place: TestPlace, work: (opened: House['database']) => Promise<T>): Promise<T> {
  const opened = await database.openDatabase(configOf(place).database);
  return work(opened).finally(() => opened.close());
}

async function listening(house: House): Promise<{ server: Server; url: string }> {
  const server = createServer(http.createApp(house).callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe.each(servers)('a backup on $name', ({ server }) => {
  let gallery: TestGallery;
  let summer: number;
  let winter: number;
  let image: number;
  const backUp = async (options: Parameters<typeof backup.backUp>[1] = {}) => backup.backUp(gallery.house, { folder: await emptyFolder(), ...options });

  beforeAll(async () => {
    gallery = await startGallery({ server, plugins: 'bundled' });
    summer = await gallery.album('Sommer [1]');
    winter = await gallery.album('Winter', { access: { entries: [] } });
    image = await gallery.image(summer, { title: 'Über den Wolken', description: 'seen from above' });
    for (let n = 0; n < 12; n += 1) await gallery.image(n % 2 ? summer : winter, { width: 60, height: 40 });
    const gone = await gallery.image(summer);
    await domain.trashImages(gallery.house.gallery, domain.system, [gone]);
    await domain.purgeImages(gallery.house.gallery, domain.system, [gone]);
    await gallery.user('ana', { password: 'picture-rail-of-oak' });
    await gallery.house.settings.set('core', 'gallery', { 'mail.smtpUrl': 'smtp://me:hush@mail.example.org:587' });
    await gallery.jobs.run();
  }, slow.timeout);
  afterAll(() => gallery?.close());

  it.each(servers)('restores every row and every file into an empty folder, on $name', slow, async ({ server: other }) => {
    const { folder, originals } = await backUp();
    expect(originals).toMatchObject({ count: 13, missing: 0, outdated: 0, changed: 0 });
    const place = await emptyPlace(other);
    await restore(place, folder);
    await withDatabase(place, async (restored) => {
      const rows = await rowsIn(restored);
      expect(rows).toEqual(await rowsOf(folder));
      // What plugins cost is written down as the time goes by.
      expect({ ...rows, plugin_usage: '' }).toEqual({ ...(await rowsIn(gallery.house.database)), plugin_usage: '' });
    });
    expect(await filesIn(place.dir)).toEqual(await filesIn(gallery.dir));
  });

  it('shows the same pages afterwards, lets the same people in, and doctor finds nothing', slow, async () => {
    const place = await emptyPlace(server);
    await restore(place, (await backUp()).folder);
    await withHouse(place, async (house) => {
      expect(await examine(house, { deep: true })).toEqual([]);
      const { server: listener, url } = await listening(house);
      try {
        const page = await (await fetch(`${url}/images/${image}`)).text();
        expect(page).toContain('Über den Wolken');
        const [, media = ''] = /(\/media\/[^" ]+)/.exec(page) ?? [];
        expect((await fetch(url + media)).status).toBe(200);
        expect((await fetch(`${url}/albums/${winter}`)).status).toBe(404);
        expect((await house.settings.explain('core', ['gallery'])).find(({ name }) => name === 'mail.smtpUrl')?.isSet).toBe(true);
        expect((await house.settings.core())['mail.smtpUrl']).toContain('hush');
      } finally {
        listener.closeAllConnections();
        listener.close();
      }
    });
  });

  it('gives the ids of what was purged to nobody', slow, async () => {
    const place = await emptyPlace(server);
    await restore(place, (await backUp()).folder);
    const next = (opened: House['database']) =>
      opened.transaction(async (tx) => (await tx.run("INSERT INTO users (name, name_key, status, created_at) VALUES ('next', 'next', 'user', 0)")).lastId);
    const bob = await gallery.user('bob');
    expect(await withDatabase(place, next)).toBe(bob);
    await domain.removeUser(gallery.house.gallery, domain.system, bob);
    const again = await emptyPlace(server);
    await restore(again, (await backUp()).folder);
    expect(await withDatabase(again, next)).toBe(bob + 1);
  });

  it('taken under load holds what there was at one moment, and the originals of just that', slow, async () => {
    const load = startLoad(gallery, [summer, winter]);
    const taken: string[] = [];
    try {
      for (let n = 0; n < 4; n += 1) {
        await load.round();
        const { folder, originals } = await backUp();
        expect(originals).toMatchObject({ missing: 0, outdated: 0, changed: 0 });
        taken.push(folder);
      }
    } finally {
      await load.stop();
    }
    expect(Math.min(...Object.values(load.done))).toBeGreaterThan(3);
    for (const folder of taken) {
      const place = await emptyPlace(server);
      await restore(place, folder);
      await withDatabase(place, async (restored) => {
        expect(await rowsIn(restored)).toEqual(await rowsOf(folder));
        const counted = await restored.read.get<{ n: number }>('SELECT COUNT(*) AS n FROM images');
        expect((await manifestOf(folder)).originals.count).toBe(counted?.n);
      });
      await withHouse(place, async (house) => {
        expect(await examine(house, { deep: true })).toEqual([]);
        await house.jobs.runAll();
        expect(await examine(house, { deep: true })).toEqual([]);
      });
    }
  });

  it('is read anew where images were purged and albums renamed before the originals could be copied', slow, async () => {
    const { house } = gallery;
    const passing = await gallery.image(summer, { width: 60, height: 40 });
    let looked = 0;
    /** Files are copied between the rows and the originals. */
    async function* meanwhile(prefix: string) {
      looked += 1;
      if (looked === 1) {
        await domain.trashImages(house.gallery, domain.system, [passing]);
        await domain.purgeImages(house.gallery, domain.system, [passing]);
        await domain.renameAlbum(house.gallery, domain.system, winter, 'Winter again');
        await house.jobs.runAll();
      }
      yield* house.storage.files.list(prefix);
    }
    const storage = { ...house.storage, files: { ...house.storage.files, list: meanwhile } };
    const { folder, originals } = await backup.backUp({ ...house, storage }, { folder: await emptyFolder() });
    const counted = await house.database.read.get<{ n: number }>('SELECT COUNT(*) AS n FROM images');
    expect([looked, originals]).toEqual([2, expect.objectContaining({ count: counted?.n, reused: counted?.n, outdated: 0, missing: 0, changed: 0 })]);
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
    const place = await emptyPlace(server);
    await restore(place, folder);
    expect(await filesIn(place.dir)).toEqual(await filesIn(gallery.dir));
  });

  it('links what an earlier one in the same folder has, also where it was renamed meanwhile', slow, async () => {
    const parent = await emptyFolder();
    const first = await backUp({ folder: parent });
    await domain.renameAlbum(gallery.house.gallery, domain.system, summer, 'Summer');
    await gallery.jobs.run();
    const second = await backUp({ folder: parent });
    expect(second.originals).toMatchObject({ count: first.originals?.count, reused: first.originals?.count });
    const inodes = async (folder: string) =>
      (
        await Promise.all((await filesBelow(path.join(folder, 'originals'))).map(async (one) => (await stat(path.join(folder, 'originals', one))).ino))
      ).toSorted();
    expect(await inodes(second.folder)).toEqual(await inodes(first.folder));
    await rm(first.folder, { recursive: true });
    const place = await emptyPlace(server);
    await restore(place, second.folder);
    expect(await filesIn(place.dir)).toEqual(await filesIn(gallery.dir));
  });

  it('says which originals the gallery itself has lost, and takes the rest', slow, async () => {
    const { keys } = (await domain.originalPlace(gallery.house.gallery, image)) as { keys: string[] };
    const file = path.join(gallery.dir, 'originals', keys[0] ?? '');
    await rename(file, `${gallery.dir}/kept`);
    const { originals, folder } = await backUp();
    expect(originals).toMatchObject({ missing: 1, outdated: 0 });
    await rename(`${gallery.dir}/kept`, file);
    const place = await emptyPlace(server);
    await restore(place, folder);
    await withHouse(place, async (house) => expect((await examine(house)).map(({ code }) => code)).toEqual(['original-missing']));
  });

  it('only lists originals where they are copied by other means', slow, async () => {
    const { folder, originals } = await backUp({ withoutOriginals: true });
    expect(originals).toBeNull();
    expect(await readdir(folder)).not.toContain('originals');
    const place = await emptyPlace(server);
    await restore(place, folder);
    await cp(path.join(gallery.dir, 'originals'), path.join(place.dir, 'originals'), { recursive: true });
    await withHouse(place, async (house) => expect(await examine(house, { deep: true })).toEqual([]));
  });

  it('is its owner’s alone', slow, async () => {
    const { folder } = await backUp();
    expect((await stat(folder)).mode & 0o077).toBe(0);
    expect((await stat(path.join(folder, 'secret.key'))).mode & 0o077).toBe(0);
  });

  it('is refused among the gallery’s own data and among pictures that are imported in place', slow, async () => {
    await expect(backUp({ folder: path.join(gallery.dir, 'originals', 'backup') })).rejects.toMatchObject({ code: 'backup-inside-data' });
    const root = await emptyFolder();
    await domain.declareRoot(gallery.house.gallery, root);
    await expect(backUp({ folder: path.join(root, 'backup') })).rejects.toMatchObject({ code: 'backup-inside-root' });
    expect((await backUp()).roots).toEqual([root]);
    await gallery.house.database.transaction((tx) => tx.run('DELETE FROM original_roots'));
  });

  describe('that is damaged, or not for this place', () => {
    let folder: string;
    beforeAll(async () => {
      folder = (await backup.backUp(gallery.house, { folder: await mkdtemp(path.join(tmpdir(), 'picturerail-backup-')) })).folder;
    }, slow.timeout);
    afterAll(() => rm(path.dirname(folder), { recursive: true, force: true }));

    /** A copy that a test may spoil. */
    async function copied(): Promise<string> {
      const copy = path.join(await emptyFolder(), 'copy');
      await cp(folder, copy, { recursive: true });
      return copy;
    }
    async function changed(change: (manifest: { [key: string]: unknown }) => void): Promise<string> {
      const copy = await copied();
      const manifest = await manifestOf(copy);
      change(manifest);
      await writeFile(path.join(copy, 'backup.json'), JSON.stringify(manifest));
      return copy;
    }
    /** Nothing of it is there afterwards. */
    async function refused(copy: string, code: string, words: RegExp): Promise<TestPlace> {
      const place = await emptyPlace(server);
      await expect(restore(place, copy)).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
      expect(await filesIn(place.dir)).toEqual({ 'secret.key': expect.any(String) });
      return place;
    }

    it('is refused where a file is damaged', slow, async () => {
      const copy = await copied();
      const [original = ''] = await filesBelow(path.join(copy, 'originals'));
      await rm(path.join(copy, 'originals', original));
      await refused(copy, 'backup-damaged', /is not there/);
      const other = await copied();
      const bytes = await readFile(path.join(other, 'originals', original));
      await rm(path.join(other, 'originals', original));
      bytes.writeUInt8(bytes.readUInt8(100) ^ 0xff, 100);
      await writeFile(path.join(other, 'originals', original), bytes);
      await refused(other, 'backup-damaged', /other bytes/);
    });

    it('is refused where rows are damaged or missing', slow, async () => {
      const copy = await copied();
      await appendFile(path.join(copy, 'tables', 'images.jsonl.gz'), 'x');
      await refused(copy, 'backup-damaged', /images/);
      const other = await copied();
      await copyFile(path.join(other, 'tables', 'albums.jsonl.gz'), path.join(other, 'tables', 'images.jsonl.gz'));
      await refused(other, 'backup-damaged', /images/);
    });

    it('is refused where it is not whole, or of a later format', slow, async () => {
      const copy = await copied();
      await rm(path.join(copy, 'backup.json'));
      await refused(copy, 'backup-unknown', /has no backup\.json/);
      await writeFile(path.join(copy, 'backup.json'), '{"format": 1');
      await refused(copy, 'backup-damaged', /no JSON/);
      await refused(await changed((manifest) => Object.assign(manifest, { format: 2 })), 'backup-format', /format 2/);
    });

    it('is refused where its tables are newer than this version', slow, async () => {
      const newer = await changed((manifest) => {
        (manifest.migrations as object[]).push({ owner: 'core', name: '9999-from-tomorrow', steps: 1, done: 1 });
        manifest.picturerail = '7.8.9';
      });
      await refused(newer, 'backup-newer', /7\.8\.9.*9999-from-tomorrow/);
    });

    it.each([
      'files/../../outside.txt',
      'plugins/evil/../../../outside.txt',
      'plugins/evil/1.0.0+00000000/../../../../outside.txt',
      '/etc/outside.txt',
      'gallery.sqlite',
    ])('is refused where it names the place %s', slow, async (place) => {
      const file = { path: place, bytes: 0, sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' };
      await refused(await changed((manifest) => void (manifest.files as object[]).push(file)), 'backup-place', /no place in a gallery/);
    });

    it('is refused where its list of originals leads out of them', slow, async () => {
      const copy = await copied();
      const list = path.join(copy, 'originals.jsonl');
      const lines = (await readFile(list, 'utf8')).split('\n');
      await writeFile(list, lines.map((line, at) => (at === 0 ? line.replace(/"key":"[^"]+"/, '"key":"../../outside.jpg"') : line)).join('\n'));
      const manifest = (await manifestOf(copy)) as { originals: { count: number; sha256?: string } };
      manifest.originals.sha256 = createHash('sha256')
        .update(await readFile(list))
        .digest('hex');
      await writeFile(path.join(copy, 'backup.json'), JSON.stringify(manifest));
      await refused(copy, 'backup-place', /outside\.jpg/);
    });

    it('is refused where its tables are not those of the migrations', slow, async () => {
      const strange = await changed((manifest) => {
        for (const table of manifest.tables as { name: string; columns: object[] }[])
          if (table.name === 'settings') table.columns = table.columns.map((column) => ({ ...column, kind: 'blob' }));
      });
      const place = await refused(strange, 'backup-table', /settings/);
      // Its tables were begun; the right ones go in.
      await restore(place, folder);
      const quoted = await changed((manifest) => {
        (manifest.tables as { name: string }[])[0] = { ...(manifest.tables as { name: string }[])[0], name: 'x`; DROP TABLE users' };
      });
      await refused(quoted, 'backup-damaged', /cannot be understood/);
    });

    it('is refused with another secret key, and takes the right one from the environment', slow, async () => {
      const place = await emptyPlace(server);
      const wrong = configOf(place, { SECRET_KEY: 'ab'.repeat(32) });
      await expect(backup.restoreBackup(wrong, folder)).rejects.toMatchObject({ code: 'backup-key' });
      const right = (await readFile(path.join(gallery.dir, 'secret.key'), 'utf8')).trim();
      await backup.restoreBackup(configOf(place, { SECRET_KEY: right }), folder);
    });

    it('is refused in a folder or a database that holds something', slow, async () => {
      const place = await emptyPlace(server);
      await mkdir(path.join(place.dir, 'originals', 'Mine'), { recursive: true });
      await writeFile(path.join(place.dir, 'originals', 'Mine', 'a.jpg'), 'a picture');
      await expect(restore(place, folder)).rejects.toMatchObject({ code: 'restore-folder-taken', message: expect.stringContaining('"originals"') });
      await rm(path.join(place.dir, 'originals'), { recursive: true });
      await restore(place, folder);
      await rm(path.join(place.dir, 'originals'), { recursive: true });
      await rm(path.join(place.dir, 'plugins'), { recursive: true, force: true });
      await expect(restore(place, folder)).rejects.toMatchObject({ code: 'restore-database-taken' });
    });
  });

  describe('that is killed', () => {
    const script = path.resolve(import.meta.dirname, 'backups/cut-off.mjs');
    const run = async (env: Readonly<Record<string, string>>, words: readonly string[]) => {
      const child = spawn(process.execPath, [script, ...words], { env: { PATH: process.env.PATH, LOG_LEVEL: 'error', ...env }, stdio: 'inherit' });
      return (await once(child, 'exit'))[1] as string | null;
    };
    const envOf = () => {
      const { config: own } = gallery.house;
      return { DATA_DIR: gallery.dir, ...(own.database.kind === 'mysql' ? { DATABASE_URL: own.database.url } : {}) };
    };

    it.each(['tables', 'originals'])('while it takes %s is taken for none, and the next one goes on with it', slow, async (stage) => {
      const parent = await emptyFolder();
      expect(await run(envOf(), ['backup', parent, stage])).toBe('SIGKILL');
      expect(await readdir(parent)).toEqual(['.unfinished']);
      await expect(restore(await emptyPlace(server), parent)).rejects.toMatchObject({ code: 'backup-unknown' });
      const { folder, originals } = await backUp({ folder: parent });
      if (stage === 'originals') expect(originals?.reused).toBeGreaterThan(0);
      expect(await readdir(path.join(parent, '.unfinished'))).toEqual([]);
      await restore(await emptyPlace(server), folder);
    });

    it.each(['files', 'tables'])('while it restores %s does not start, and is restored anew', slow, async (stage) => {
      const { folder } = await backUp();
      const place = await emptyPlace(server);
      expect(await run(place.env, ['restore', folder, stage])).toBe('SIGKILL');
      await expect(withHouse(place, async () => undefined)).rejects.toMatchObject({ code: 'restore-unfinished' });
      await restore(place, folder);
      await withDatabase(place, async (restored) => expect(await rowsIn(restored)).toEqual(await rowsOf(folder)));
      await withHouse(place, async (house) => expect(await examine(house, { deep: true })).toEqual([]));
    });
  });
});

describe.each(servers)('before tables are changed on $name', ({ server }) => {
  const migrations = path.resolve(import.meta.dirname, '../migrations');

  /** The tables as they are, and a version that brings more migrations. */
  async function older(): Promise<{ place: TestPlace; newer: string }> {
    const place = await emptyPlace(server);
    const newer = await emptyFolder();
    await cp(migrations, newer, { recursive: true });
    await withHouse(place, async (house) => {
      await domain.createAlbum(house.gallery, domain.system, { parentId: null, title: 'Before' });
    });
    return { place, newer };
  }
  const add = (newer: string, name: string, statement = "INSERT INTO revisions (name, value) VALUES ('x', 1)") =>
    writeFile(path.join(newer, `${name}.mjs`), `export default [(schema) => schema.raw(${JSON.stringify(statement)})];`);
  const migrated = (place: TestPlace, newer: string) =>
    withDatabase(place, (opened) => backup.migrateSafely(opened, { ...configOf(place), migrationsDir: newer }));
  const kept = (place: TestPlace) => readdir(path.join(place.dir, 'backups')).then((names) => names.filter((name) => !name.startsWith('.')));

  it('they are backed up, once for all processes, and can be restored beside the originals', slow, async () => {
    const { place, newer } = await older();
    await expect(kept(place)).rejects.toMatchObject({ code: 'ENOENT' });
    await add(newer, '9000-more');
    const before = await withDatabase(place, rowsIn);
    await Promise.all([migrated(place, newer), migrated(place, newer), migrated(place, newer)]);
    const [only = '', ...others] = await kept(place);
    expect([only, others]).toEqual([expect.stringMatching(/^before-9000-more-/), []]);
    const folder = path.join(place.dir, 'backups', only);
    expect(await rowsOf(folder)).toEqual(before);
    const back = await emptyPlace(server);
    await mkdir(path.join(back.dir, 'originals', 'Before'), { recursive: true });
    await writeFile(path.join(back.dir, 'originals', 'Before', 'a.jpg'), 'stays');
    await restore(back, folder);
    await withDatabase(back, async (restored) => expect(await rowsIn(restored)).toEqual(before));
  });

  it('a backup of the older version is restored and brought up to date', slow, async () => {
    const { place, newer } = await older();
    const { folder } = await withHouse(place, async (house) => backup.backUp(house, { folder: await emptyFolder() }));
    await add(newer, '9000-more');
    const into = await emptyPlace(server);
    const { migrated: since } = await backup.restoreBackup({ ...configOf(into), migrationsDir: newer }, folder);
    expect(since).toEqual(['9000-more']);
    await withDatabase(into, async ({ read }) => expect(await read.get("SELECT value FROM revisions WHERE name = 'x'")).toEqual({ value: 1 }));
  });

  it('the last three are kept; a migration that fails again and again pushes none of them out', slow, async () => {
    const { place, newer } = await older();
    for (const number of [1, 2, 3, 4]) {
      await add(newer, `900${number}-more`, `INSERT INTO revisions (name, value) VALUES ('x${number}', 1)`);
      await migrated(place, newer);
    }
    const names = await kept(place);
    expect(names.map((name) => name.slice(0, 16)).toSorted()).toEqual(['before-9002-more', 'before-9003-more', 'before-9004-more']);
    await add(newer, '9005-fails', 'INSERT INTO nowhere (name) VALUES (1)');
    for (let attempt = 0; attempt < 4; attempt += 1) await expect(migrated(place, newer)).rejects.toMatchObject({ code: 'migration-failed' });
    expect((await kept(place)).map((name) => name.slice(0, 12)).toSorted()).toEqual(['before-9003-', 'before-9004-', 'before-9005-']);
  });

  it('nothing is changed where they cannot be backed up', slow, async () => {
    const { place, newer } = await older();
    await add(newer, '9000-more');
    await writeFile(path.join(place.dir, 'backups'), 'in the way');
    await expect(migrated(place, newer)).rejects.toMatchObject({
      code: 'migration-without-backup',
      message: expect.stringContaining('picturerail migrate --without-backup'),
    });
    await withDatabase(place, async (opened) => expect(await database.pendingMigrations(opened, newer)).toEqual(['9000-more']));
  });
});

describe.each(servers)('the commands on $name', ({ server }) => {
  it('back a gallery up and restore it', slow, async () => {
    const first = await commanded(server);
    const second = await commanded(server);
    try {
      await first.run(['album', 'add', 'Summer']);
      const { code, out, err } = await first.run(['backup']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      const [, folder = ''] = /^"(.+)": [\d,]+ rows, 0 originals \(0\.0 MB\), in \d+ s\.\n$/.exec(out) ?? [];
      expect(path.dirname(folder)).toBe(path.join(first.dataDir, 'backups'));
      const restored = await second.run(['restore', folder]);
      expect([restored.code, restored.err, restored.out]).toEqual([0, '', expect.stringMatching(/^The gallery is as it was at .+ rows, 0 originals/)]);
      expect(await second.json<unknown>(['album', 'list'])).toMatchObject([{ path: 'Summer' }]);
      expect((await second.run(['doctor'])).out).toBe('Nothing is wrong.\n');
      const again = await second.run(['restore', folder]);
      expect([again.code, again.out]).toEqual([1, '']);
      expect(again.err).toMatch(/^picturerail: Nothing was restored, because the database ".+" is not empty;/);
    } finally {
      await first.remove();
      await second.remove();
    }
  });
});

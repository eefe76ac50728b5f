import { mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFolder, scheduleImports } from '../core/src/upkeep/index.ts';
import { putPicture } from './pictures.ts';

type Client = ReturnType<TestGallery['visitor']>;

const bare = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const day = 86_400_000;

describe.each(testServers())('imports in the administration, on $name', ({ server }) => {
  let gallery: TestGallery;
  let owner: Client;
  let place: string;
  let root: string;

  beforeAll(async () => {
    place = await realpath(await mkdtemp(path.join(tmpdir(), 'picturerail-import-')));
    root = path.join(place, 'photos');
    for (let n = 1; n <= 3; n += 1) await putPicture(path.join(root, 'Harbour', `${n}.jpg`), n);
    await putPicture(path.join(root, 'Hills', 'North', 'a.jpg'), 4);
    await writeFile(path.join(root, 'Hills', 'broken.jpg'), 'no picture at all');
    await putPicture(path.join(place, 'elsewhere', 'secret.jpg'), 5);
    await symlink(path.join(place, 'elsewhere'), path.join(root, 'leads-out'));
    gallery = await startGallery({ server, env: { IMPORT_ROOTS: root } });
    owner = await gallery.as(await gallery.user('olga', { status: 'webmaster' }));
  });
  afterAll(async () => {
    await gallery.close();
    await rm(place, { recursive: true, force: true });
  });

  const choose = (folder: string) => `/admin/import/new?${new URLSearchParams({ folder })}`;
  const page = async (address: string, language = 'en') => bare((await owner.get(address, { 'accept-language': language })).text);
  /** Begins or keeps an import and answers where it is. */
  const add = async (folder: string, fields: Record<string, string> = {}) => {
    const answer = await owner.submit('/admin/import/new', { folder, into: 'top', way: 'copy', access: '', step: 'keep', ...fields });
    expect(answer.status).toBe(303);
    return answer.headers.get('location') as string;
  };
  const rows = (sql: string) => gallery.house.database.read.all<Record<string, unknown>>(sql);

  it('says what to set where no folder may be imported', async () => {
    const none = await startGallery({ server });
    try {
      const webmaster = await none.as(await none.user('olga', { status: 'webmaster' }));
      expect(bare((await webmaster.get('/admin/import')).text)).toContain('IMPORT_ROOTS= /mnt/photos');
      expect((await webmaster.get(choose(root))).status).toBe(404);
    } finally {
      await none.close();
    }
  });

  it('exists for webmasters alone', async () => {
    const manager = await gallery.user('mara');
    await gallery.album('Entrusted', { access: { entries: [{ principal: { user: manager }, rights: ['view', 'manage'] }] } });
    for (const who of [gallery.visitor(), await gallery.as(await gallery.user('ada', { status: 'administrator' })), await gallery.as(manager)]) {
      for (const address of ['/admin/import', '/admin/import/new', choose(root), '/admin/import/1']) expect((await who.get(address)).status).toBe(404);
      const from = who.cookies.size > 0 ? '/account' : '/account/sign-in';
      expect((await who.submit('/admin/import/new', { folder: root, into: 'top', step: 'begin' }, from)).status).toBe(404);
    }
    expect(await rows('SELECT id FROM import_plans')).toEqual([]);
  });

  it('lists folders with what they hold, and nothing that lies elsewhere', async () => {
    const listed = await page(choose(root));
    expect(listed).toMatch(/Harbour 3 entries Hills 2 entries/);
    expect(listed).not.toContain('leads-out');
    expect(await page(choose(path.join(root, 'Hills')))).toContain('North 1 entry');
    const outside = ['/', '/etc', '/dev', '/dev/null', place, path.join(place, 'elsewhere'), path.join(root, 'leads-out'), `${root}/../elsewhere`, `${root}\0`];
    outside.push(`${root}-too`, `${root}/Harbour/1.jpg`, `${root}/none`, 'photos', '', '.', gallery.house.config.dataDir, `${root}/${'x'.repeat(5000)}`);
    for (const folder of outside.filter((one) => one !== '')) {
      expect([folder, (await owner.get(choose(folder))).status]).toEqual([folder, 404]);
      const refused = await owner.submit('/admin/import/new', { folder, into: 'top', step: 'keep' });
      expect([folder, refused.status]).toEqual([folder, 404]);
    }
    expect(await rows('SELECT id FROM import_plans')).toEqual([]);
    // What leads back inside is the folder it leads to.
    expect(await openFolder(gallery.house.config, `${root}/leads-out/../photos/Hills`, { offset: 0, limit: 1 })).toMatchObject({
      folder: path.join(root, 'Hills'),
      total: 1,
    });
  });

  it('never offers the data of the gallery, though a root holds it', async () => {
    const { dataDir } = gallery.house.config;
    const around = { importRoots: [path.dirname(dataDir)], dataDir };
    expect(await openFolder(around, dataDir, { offset: 0, limit: 10 })).toBeNull();
    const opened = await openFolder(around, path.dirname(dataDir), { offset: 0, limit: 10_000 });
    expect(opened?.folders.map(({ folder }) => folder)).not.toContain(await realpath(dataDir));
  });

  it('simulates an import, which comes to the same and writes nothing', async () => {
    const address = await add(path.join(root, 'Hills'), { step: 'simulate' });
    await gallery.jobs.run();
    expect(await page(address)).toMatch(/Simulation · olga .* New 1 · Refused 1/);
    const [run] = await rows('SELECT id, plan_id FROM import_runs');
    const report = await page(`${address}/runs/${run?.id}`);
    expect(report).toContain('Nothing was written.');
    expect(report).toMatch(/New originals take .* are free on the disk of the gallery\./);
    expect(report).toContain('Albums it would make 1');
    for (const table of ['images', 'import_roots', 'import_folders', 'import_sources', 'arrivals']) expect(await rows(`SELECT * FROM ${table}`)).toEqual([]);
    await owner.submit(address, { action: 'forget' });
    expect(await rows('SELECT id FROM import_runs')).toEqual([]);
  });

  it('imports a folder by one press, tells of it, and keeps a report', async () => {
    const address = await add(root, { step: 'begin' });
    const waiting = await owner.get(address);
    expect(waiting.text).toContain('data-live');
    expect(bare(waiting.text)).toContain('It waits for an import that goes on, or begins in a moment.');
    const twice = await owner.submit(address, { action: 'begin' });
    expect([twice.status, bare(twice.text)]).toEqual([409, expect.stringContaining('is being imported already')]);
    await gallery.jobs.run();
    const done = await page(address);
    expect(done).toMatch(/New 4 · Refused 1 · Passed over 1/);
    expect(done).toContain('olga');
    const [run] = await rows('SELECT id, state FROM import_runs');
    expect(run).toMatchObject({ state: 'done' });
    const report = await page(`${address}/runs/${run?.id}`);
    expect(report).toContain('Hills/broken.jpg');
    expect(report).toContain('The file is a text file, not a picture; only pictures are taken.');
    expect(await page(`${address}/runs/${run?.id}`, 'de')).toContain('Abgelehnt');
    const csv = await owner.get(`${address}/runs/${run?.id}/report.csv`);
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.text).toContain('Hills/broken.jpg,refused,');
    expect((await owner.get(`/admin/import/999/runs/${run?.id}`)).status).toBe(404);
    expect((await owner.get('/')).text).toContain('Harbour');
    expect(await page('/admin/import')).toContain(root);
    expect(await page('/admin/activity?area=imports')).toMatch(/Import begun: .*Import set up: /);
  });

  it('takes a folder into an album that was looked for, and goes on where the folder does', async () => {
    const trips = await gallery.album('Trips');
    const looked = await owner.submit('/admin/import/new', { folder: path.join(root, 'Hills'), into: 'top', words: 'trip', step: 'look' });
    expect(bare(looked.text)).toContain('Trips 0 images');
    const address = await add(path.join(root, 'Hills'), { into: String(trips), access: 'private', step: 'begin' });
    await gallery.jobs.run();
    expect(await page(address)).toContain('Trips');
    expect(await page(address)).toContain('Also in this album 1');
    await putPicture(path.join(root, 'Hills', 'new.jpg'), 6);
    await owner.submit(address, { action: 'begin' });
    await gallery.jobs.run();
    expect(await page(address)).toContain('New 1');
    expect(await rows(`SELECT image_id FROM album_images WHERE album_id = ${trips}`)).toHaveLength(1);
  });

  it('says why it cannot, when the album is gone or the folder is', async () => {
    const folder = path.join(root, 'Short-lived');
    await putPicture(path.join(folder, 'b.jpg'), 7);
    const album = await gallery.album('Soon gone');
    const address = await add(folder, { into: String(album) });
    await owner.submit(`/admin/albums/${album}`, { action: 'trash' });
    await owner.submit(address, { action: 'begin' });
    await gallery.jobs.run();
    expect(await page(address)).toContain('The album that was to take the pictures is not there any more');
    await rm(folder, { recursive: true });
    await symlink(path.join(place, 'elsewhere'), folder);
    await owner.submit(address, { action: 'begin' });
    await gallery.jobs.run();
    expect(await page(address)).toContain('cannot be imported: it is not there');
    expect(await rows("SELECT id FROM images WHERE file_name LIKE '%secret%'")).toEqual([]);
    await rm(folder);
    await owner.submit(address, { action: 'forget' });
    expect((await owner.get(address)).status).toBe(404);
    expect(await rows('SELECT id FROM import_runs WHERE plan_id NOT IN (SELECT id FROM import_plans)')).toEqual([]);
  });

  it('stops what waits at once, and what runs when somebody asks', async () => {
    const folder = path.join(root, 'Many');
    for (let n = 0; n < 40; n += 1) await putPicture(path.join(folder, `${n}.jpg`), 100 + n);
    const address = await add(folder, { step: 'begin' });
    await owner.submit(address, { action: 'stop' });
    expect(await gallery.jobs.run()).toBeGreaterThan(0);
    expect(await page(address)).toContain('It was stopped before its end.');
    expect(await rows("SELECT id FROM albums WHERE title = 'Many'")).toEqual([]);
    await owner.submit(address, { action: 'begin' });
    // As where the process died over a run that somebody had asked to stop.
    await gallery.house.database.transaction((tx) => tx.run("UPDATE import_runs SET state = 'stopping' WHERE state = 'waiting'"));
    await gallery.jobs.run();
    expect(await rows("SELECT id FROM import_runs WHERE state = 'stopping'")).toEqual([]);
    await owner.submit(address, { action: 'begin' });
    await gallery.jobs.run();
    expect(await page(address)).toContain('New 40');
  });

  it('begins by schedule, once for all that was missed, and tells in one line that nothing is new', async () => {
    const { house } = gallery;
    const folder = path.join(root, 'Harbour');
    const address = await add(folder, { into: String(await gallery.album('Kept up')) });
    for (const wrong of [{ every: 'often' }, { at: '25:00' }, { weekday: '7' }])
      expect((await owner.submit(address, { action: 'schedule', every: 'day', at: '03:30', weekday: '0', ...wrong })).status).toBe(404);
    expect(await scheduleImports(house, () => Date.now() + 30 * day)).toBe(0);
    await owner.submit(address, { action: 'schedule', every: 'day', at: '03:30', weekday: '0' });
    expect(await page(address)).toContain('The next one begins');
    expect(await scheduleImports(house)).toBe(0);
    for (let n = 1; n <= 4; n += 1) {
      expect(await scheduleImports(house, () => Date.now() + n * 3 * day)).toBe(1);
      expect(await scheduleImports(house, () => Date.now() + n * 3 * day)).toBe(0);
      await gallery.jobs.run();
    }
    expect(await page(address)).toMatch(/Nothing new 3 times in a row/);
    const [plan] = await rows("SELECT id FROM import_plans WHERE every = 'day'");
    expect(await rows(`SELECT times FROM import_runs WHERE plan_id = ${plan?.id} ORDER BY id`)).toEqual([{ times: 1 }, { times: 3 }]);
    await owner.submit(address, { action: 'schedule', every: 'never', at: '03:30', weekday: '0' });
    expect(await scheduleImports(house, () => Date.now() + 365 * day)).toBe(0);
  });

  it('keeps the last twenty reports of a folder', async () => {
    const folder = path.join(root, 'Harbour');
    const address = await add(folder, { into: String(await gallery.album('Often')) });
    for (let n = 0; n < 22; n += 1) {
      await owner.submit(address, { action: 'begin' });
      await gallery.jobs.run();
    }
    const id = address.split('/').at(-1);
    expect(await rows(`SELECT id FROM import_runs WHERE plan_id = ${id}`)).toHaveLength(20);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJobs, hookJobName, type Jobs } from '#jobs';
import { createLocalStorage } from '#storage';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { createAlbum } from './albums/create-album.ts';
import { findAlbum } from './albums/find-albums.ts';
import { purgeAlbum } from './albums/purge-album.ts';
import { setAlbumAccess } from './albums/set-album-access.ts';
import { setRootAccess } from './albums/set-root-access.ts';
import { trashAlbum } from './albums/trash-album.ts';
import { renameAlbum, updateAlbum } from './albums/update-album.ts';
import { type Gallery, system } from './gallery.ts';
import { insertImages } from './images/insert-images.ts';
import { originalKey } from './originals/original-key.ts';
import { albumPage } from './pages/album-page.ts';
import { newestPage } from './pages/newest-page.ts';
import { visitorViewer } from './people/viewers.ts';
import { driftOf, quietGallery, rowOnly } from './testing.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

describe.each(testDatabases())('work that outlives a command on $name', (kind) => {
  let opened: TestDatabase;
  let jobs: Jobs;
  let g: Gallery;
  let folder: string;
  let big: number;
  const many = 6_600;
  beforeAll(async () => {
    opened = await kind.open();
    folder = await mkdtemp(join(tmpdir(), 'picturerail-jobs-'));
    jobs = createJobs({ database: opened.database, log: silent });
    g = quietGallery({ database: opened.database, jobs, originals: createLocalStorage(folder), stepSizes: { settle: 200, sort: 300, purge: 150 } });
    await opened.database.transaction((tx) => setRootAccess(g, tx, 'public'));
    big = await createAlbum(g, system, { parentId: null, title: 'Big' });
    for (let n = 0; n < many; n += 300)
      await insertImages(
        g,
        system,
        Array.from({ length: 300 }, (_, k) => rowOnly(big, `${n + k}.jpg`, { fields: { takenAt: n + k } })),
      );
  }, 120_000);
  afterAll(async () => {
    await opened.drop();
    await rm(folder, { recursive: true, force: true });
  });
  const newest = async () => (await newestPage(g, visitorViewer(g, 'en'))).images.length;
  const waiting = async () => (await jobs.counts()).waiting;

  it('an access change is effective when the command returns, and settled by a job', async () => {
    await setAlbumAccess(g, system, big, { entries: [] });
    expect(await newest()).toBe(0);
    expect(await opened.database.read.all('SELECT id FROM access_changes')).toHaveLength(1);
    await jobs.runAll();
    expect(await opened.database.read.all('SELECT id FROM access_changes')).toEqual([]);
    expect(await newest()).toBe(0);
    await setAlbumAccess(g, system, big, 'inherit');
    await jobs.runAll();
    expect((await newestPage(g, visitorViewer(g, 'en'))).total).toBe(many);
    expect(await driftOf(opened.database)).toEqual([]);
  });

  it('a large album is sorted by a job', async () => {
    await updateAlbum(g, system, big, { sort: 'taken-desc' });
    await jobs.runAll();
    const images = (await albumPage(g, visitorViewer(g, 'en'), big, { page: 3 }))?.images ?? [];
    expect(images[0]?.takenAt).toBe(many - 121);
    await updateAlbum(g, system, big, { sort: 'manual' });
    await jobs.runAll();
    expect((await albumPage(g, visitorViewer(g, 'en'), big))?.images[0]?.takenAt).toBe(many - 1);
  });

  it('originals are renamed by a job', async () => {
    const originals = createLocalStorage(folder);
    await originals.write(await originalKey(g, { albumId: big, fileName: '1.jpg' }), Buffer.from('one'));
    await renameAlbum(g, system, big, 'Bigger');
    await jobs.runAll();
    expect(await originals.stat('Bigger/1.jpg')).not.toBeNull();
  });

  it('plugins with `after` are told by a job of the same transaction', async () => {
    const told: unknown[] = [];
    const undefine = jobs.define(hookJobName('tags', 'albums:created'), async (payload) => void told.push(payload));
    const id = await createAlbum(g, system, { parentId: null, title: 'New' });
    await jobs.runAll();
    undefine();
    expect(told).toEqual([{ items: [{ albumId: id }] }]);
  });

  it('an album is purged by a job', async () => {
    await trashAlbum(g, system, big);
    await purgeAlbum(g, system, big);
    expect(await findAlbum(g, big)).not.toBeNull();
    await jobs.runAll();
    expect(await findAlbum(g, big)).toBeNull();
    expect(await waiting()).toBe(0);
    expect(await driftOf(opened.database)).toEqual([]);
  });
});

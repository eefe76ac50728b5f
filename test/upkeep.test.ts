import { randomBytes } from 'node:crypto';
import { appendFile, chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gallery as domain, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scheduleBackup } from '../core/src/upkeep/index.ts';

type Client = ReturnType<TestGallery['visitor']>;

const bare = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const day = 86_400_000;

describe.each(testServers())('upkeep in the administration, on $name', ({ server }) => {
  let gallery: TestGallery;
  let owner: Client;
  let backups: string;
  let images: number[];

  beforeAll(async () => {
    backups = await mkdtemp(path.join(tmpdir(), 'picturerail-upkeep-'));
    gallery = await startGallery({ server, env: { BACKUP_DIR: backups } });
    owner = await gallery.as(await gallery.user('olga', { status: 'webmaster' }));
    const album = await gallery.album('Harbour');
    images = [await gallery.image(album), await gallery.image(album), await gallery.image(album)];
    await gallery.jobs.run();
  });
  afterAll(async () => {
    await gallery.close();
    await rm(backups, { recursive: true, force: true });
  });

  const page = async (which: string, language = 'en') => bare((await owner.get(which, { 'accept-language': language })).text);
  const made = async () => (await readdir(backups)).filter((name) => !name.startsWith('.')).sort();

  it('makes a backup by one press, tells how far it is, and lists it', async () => {
    expect(await page('/admin/backups')).toContain('None yet.');
    expect((await owner.submit('/admin/backups', { action: 'anything' })).status).toBe(404);
    expect((await owner.submit('/admin/backups', { action: 'begin' })).headers.get('location')).toBe('/admin/backups');
    const { text } = await owner.get('/admin/backups');
    expect(bare(text)).toContain('It begins in a moment.');
    expect(text).toContain('data-live');
    await gallery.jobs.run();
    const [folder = 'none'] = await made();
    const listed = await page('/admin/backups');
    expect(listed).toContain('by hand');
    expect(listed).toContain('3 originals');
    expect(listed).toContain(path.join(backups, folder));
    expect(listed).toContain(`picturerail restore ${path.join(backups, folder)}`);
  });

  it('makes them by schedule, and keeps as many of those as it is told', async () => {
    const { house } = gallery;
    expect(await scheduleBackup(house)).toBe(false);
    await house.settings.set('core', 'gallery', { 'backup.every': 'day', 'backup.keep': 2 });
    const byHand = await made();
    const names: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      expect(await scheduleBackup(house, () => Date.now() + n * day)).toBe(true);
      await gallery.jobs.run();
      names.push(...(await made()).filter((name) => name.startsWith('scheduled-') && !names.includes(name)));
    }
    expect(names).toHaveLength(3);
    expect(await made()).toEqual([...byHand, ...names.slice(1)].sort());
    expect(await scheduleBackup(house)).toBe(false);
    expect(await page('/admin/backups')).toMatch(/The next one begins .*by schedule|by schedule.*The next one begins/);
  });

  it('says why a backup failed, and does not try again at once', async () => {
    const { house } = gallery;
    const nowhere = { ...house, config: { ...house.config, backupDir: path.join(house.config.dataDir, 'originals') } };
    await rm(backups, { recursive: true });
    await appendFile(backups, 'a file where the folder was');
    try {
      await owner.submit('/admin/backups', { action: 'begin' });
      await gallery.jobs.run();
      const text = await page('/admin/backups');
      expect(text).toContain('It failed');
      expect(text).toContain('Name a folder that can be written to.');
      expect(text).toContain('cannot be read');
      expect(await scheduleBackup(nowhere)).toBe(false);
      expect(await scheduleBackup(nowhere, () => Date.now() + day / 2)).toBe(true);
      await gallery.jobs.run();
    } finally {
      await rm(backups);
      await mkdir(backups);
    }
  });

  it('tells that nothing is wrong, then what is, and mends what loses nothing', async () => {
    expect(await page('/admin/maintenance')).toContain('It changes nothing.');
    await owner.submit('/admin/maintenance', { action: 'examine' });
    await gallery.jobs.run();
    // What the test before left.
    expect(await page('/admin/maintenance')).toContain('Jobs have failed for good.');
    await gallery.house.database.transaction((tx) => tx.run("DELETE FROM jobs WHERE state = 'failed'"));
    await owner.submit('/admin/maintenance', { action: 'examine' });
    await gallery.jobs.run();
    expect(await page('/admin/maintenance')).toContain('Nothing is wrong');
    await gallery.house.database.transaction((tx) => tx.run('UPDATE visibilities SET images = images + 1'));
    await owner.submit('/admin/maintenance', { action: 'examine' });
    await gallery.jobs.run();
    expect(await page('/admin/maintenance')).toContain('Totals of lists are not those of their images.');
    expect(await page('/admin/maintenance', 'de')).toContain('Summen von Listen sind nicht die ihrer Bilder.');
    await owner.submit('/admin/maintenance', { action: 'repair' });
    await gallery.jobs.run();
    expect(await page('/admin/maintenance')).toMatch(/\d mended\./);
    await owner.submit('/admin/maintenance', { action: 'examine' });
    await gallery.jobs.run();
    expect(await page('/admin/maintenance')).toContain('Nothing is wrong');
  });

  it('finds originals whose bytes have changed when it compares each', async () => {
    const place = await domain.originalPlace(gallery.house.gallery, images[0] ?? 0);
    const file = gallery.house.storage.originals.localPath('keys' in place ? (place.keys[0] ?? '') : '') ?? '';
    const { size, mode } = await stat(file);
    await chmod(file, 0o600);
    await writeFile(file, randomBytes(size));
    await chmod(file, mode);
    await owner.submit('/admin/maintenance', { action: 'deep' });
    await gallery.jobs.run();
    expect(await page('/admin/maintenance')).toContain('Compare them with a backup.');
  });

  it('estimates what other sizes would take by making them, keeps none, and saves nothing', async () => {
    const { house } = gallery;
    const before = await house.settings.core();
    const files = async () => (await readdir(path.join(house.config.dataDir, 'derivatives'), { recursive: true })).sort();
    const there = await files();
    const sizes = (names: readonly (readonly [string, number, string])[]) =>
      Object.fromEntries(
        names.flatMap(([name, edge, fit], row) => Object.entries({ name, edge, fit }).map(([key, value]) => [`v.sizes.${row}.${key}`, String(value)])),
      );
    const ask = (names: readonly (readonly [string, number, string])[]) =>
      owner.submit('/admin/sizes', { ...sizes(names), 'v.format': 'webp', 'v.quality': '70', action: 'estimate' });
    const refused = await ask([
      ['square', 240, 'square'],
      ['square', 480, 'inside'],
      ['large', 900, 'inside'],
    ]);
    expect([refused.status, bare(refused.text).includes('the name "square" stands twice') || refused.text.includes('&quot;square&quot; stands twice')]).toEqual(
      [400, true],
    );
    const asked = await ask([
      ['square', 100, 'square'],
      ['large', 900, 'inside'],
    ]);
    expect(asked.status).toBe(200);
    expect(asked.text).toContain('value="large"');
    await gallery.jobs.run();
    const text = await page('/admin/sizes');
    expect(text).toMatch(/3 images would take [\d.]+ (kB|byte)s?, and this machine [\d.]+ (milli)?seconds? to make all of them\./);
    // One cannot be decoded since the test before.
    expect(text).toContain('by 2 images: WEBP, quality 70.');
    expect(await files()).toEqual(there);
    expect(await house.settings.core()).toEqual(before);
  });

  it('measures what takes room, with what is in the trash', async () => {
    const { house } = gallery;
    await domain.trashImages(house.gallery, domain.system, images.slice(2));
    await owner.submit('/admin/maintenance', { action: 'measure' });
    await gallery.jobs.run();
    const text = await page('/admin/maintenance');
    for (const [part, files] of [
      ['Originals', 2],
      ['Originals in the trash', 1],
    ] as const)
      expect(text).toMatch(new RegExp(`${part} [\\d.,]+ (byte|B|kB|KB|MB)s? ${files} file`));
    expect(text).toMatch(/Sizes of pictures [\d.,]+ \S+ \d+ files/);
    expect(text).toMatch(/Database [\d.,]+ \S+/);
    expect(text).toMatch(/The gallery takes .* are free\./);
  });
});

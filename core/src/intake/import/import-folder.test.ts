import { copyFile, mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  childAlbum,
  createAlbum,
  createGallery,
  findImage,
  type Gallery,
  markMissing,
  originalPlace,
  placeImages,
  settleRenames,
  system,
  updateImage,
} from '#gallery';
import { createJobs, type Jobs } from '#jobs';
import { createKernel } from '#kernel';
import { createMedia, type Media } from '#media';
import { openStorage, prepareStorage, type Storage, withOriginal } from '#storage';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { clearGallery } from '../../gallery/testing.ts';
import { defineOriginals } from '../define-originals.ts';
import { createIntake, type Intake } from '../intake.ts';
import type { Entry } from './entry.ts';
import { importFolder } from './import-folder.ts';
import type { ImportOptions } from './import-options.ts';
import type { Summary } from './summary.ts';

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const settings = { sizes: [{ name: '320', edge: 320, fit: 'inside' as const }], quality: 80, format: 'jpeg' as const };

const picture = (number: number, width = 60): Promise<Buffer> =>
  sharp({ create: { width, height: 40, channels: 3, background: { r: number % 256, g: 80, b: 120 } } })
    .withExif({ IFD0: { ImageDescription: `Number ${number}` } })
    .jpeg()
    .toBuffer();

describe.each(testDatabases())('importing a folder again, on $name', (kind) => {
  let test: TestDatabase;
  let dir: string;
  let photos: string;
  let storage: Storage;
  let media: Media;
  let jobs: Jobs;
  let gallery: Gallery;
  let intake: Intake;

  beforeAll(async () => {
    test = await kind.open();
  });
  afterAll(() => test.drop());
  beforeEach(async () => {
    await clearGallery(test.database);
    await test.database.transaction(async (tx) => {
      for (const table of ['import_sources', 'import_folders', 'import_roots', 'arrivals', 'jobs']) await tx.run(`DELETE FROM ${table}`);
    });
    dir = await realpath(await mkdtemp(path.join(tmpdir(), 'picturerail-import-')));
    photos = path.join(dir, 'photos');
    await mkdir(photos);
    storage = openStorage({ dataDir: path.join(dir, 'data') });
    await prepareStorage(storage);
    const kernel = createKernel({ log });
    kernel.core.filter('images:reading', (readings) => {
      for (const reading of readings) reading.fields.author = /Number \d+/.exec(Buffer.from(reading.blocks.exif ?? []).toString('latin1'))?.[0] ?? '';
    });
    jobs = createJobs({ database: test.database, log });
    media = createMedia({ storage, settings: () => settings, key: Buffer.alloc(32), log, database: test.database });
    gallery = createGallery({ database: test.database, log, originals: storage.originals });
    intake = createIntake({
      database: test.database,
      gallery,
      media,
      storage,
      hooks: kernel.hooks,
      jobs,
      settings: async () => ({ uploadMegabytes: 500 }),
      log,
    });
    defineOriginals(intake);
  });
  afterEach(async () => {
    await media.close();
    await rm(dir, { recursive: true, force: true });
  });

  const at = (name: string) => path.join(photos, name);
  const put = async (name: string, number: number, width?: number) => {
    await mkdir(path.dirname(at(name)), { recursive: true });
    await writeFile(at(name), await picture(number, width));
  };
  const move = async (from: string, to: string) => {
    await mkdir(path.dirname(at(to)), { recursive: true });
    await rename(at(from), at(to));
  };

  /** What became of each file, by its path: its state and image. */
  async function imported(options: ImportOptions = {}): Promise<Record<string, string | undefined>> {
    const [entries, foreseen]: [Entry[], Entry[]] = [[], []];
    const simulate = options.signal === undefined && !options.report;
    const trial = simulate && (await simulated(options, foreseen));
    const summary = await importFolder(intake, photos, { own: [path.join(dir, 'data')], ...options, onEntry: (entry) => entries.push(entry) });
    expect(trial).not.toBeNull();
    if (trial) {
      expect(told(foreseen)).toEqual(told(entries));
      expect({ ...trial, seconds: 0, unready: 0 }).toEqual({ ...summary, seconds: 0, unready: 0 });
    }
    for (const { path: name, imageId } of entries) if (imageId !== undefined) idOf[name] = imageId;
    return Object.fromEntries(entries.map((entry) => [entry.path, entry.state]));
  }
  const idOf: Record<string, number> = {};
  /** Which of two files with the same new content comes first is not for an import to say; what it does not take is. */
  const told = (entries: readonly Entry[]) =>
    entries.flatMap(({ path: name, state, code }) => (code === undefined ? [] : [`${name}: ${state} ${code}`])).sort();

  /** What a run would do now; every test that imports is one of simulating, too. Whatever there is stays as it was. */
  async function simulated(options: ImportOptions, entries: Entry[]): Promise<Summary | null> {
    const before = await everything();
    const trial = await importFolder(intake, photos, {
      own: [path.join(dir, 'data')],
      ...options,
      simulate: true,
      onEntry: (entry) => entries.push(entry),
    }).catch(() => null);
    expect(await everything()).toEqual(before);
    return trial;
  }

  async function everything(): Promise<unknown> {
    const tables = ['albums', 'images', 'album_images', 'original_roots', 'import_roots', 'import_folders', 'import_sources', 'arrivals', 'jobs', 'activity'];
    const files = await readdir(path.join(dir, 'data'), { recursive: true });
    const rows = await Promise.all(tables.map((table) => test.database.read.all(`SELECT * FROM ${table}`)));
    return [rows.map((some) => some.map((row) => JSON.stringify(row)).sort()), files.filter((name) => !name.startsWith('processes'))];
  }
  const inPlace = (options: ImportOptions = {}) => imported({ inPlace: true, ...options });

  /** Ids of images by the titles of the albums they hang in. */
  async function hanging(): Promise<Record<string, number[]>> {
    const rows = await test.database.read.all<{ title: string; id: number }>(
      `SELECT a.title, p.image_id AS id FROM album_images p JOIN albums a ON a.id = p.album_id JOIN images i ON i.id = p.image_id
        WHERE i.state = 'published' ORDER BY a.title, p.image_id`,
    );
    const albums: Record<string, number[]> = {};
    for (const { title, id } of rows) albums[title] = [...(albums[title] ?? []), id];
    return albums;
  }
  const bytesOf = (id: number) =>
    withOriginal(
      storage,
      () => originalPlace(gallery, id),
      (file) => readFile(file),
    );
  const row = (id: number) =>
    test.database.read.get<{ sha256: string; color: string; state: string; version: number; width: number; author: string; title: string }>(
      'SELECT sha256, color, state, version, width, author, title FROM images WHERE id = ?',
      [id],
    );
  const runJobs = () => jobs.runAll();

  it.each([false, true])('a simulation foretells what a run does, whatever has happened to the folder (in place: %s)', async (stays) => {
    let seed = 7;
    const below = (most: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % most;
    };
    let made = 0;
    const folders = ['', 'a', 'A', 'b/c', 'b/d', 'e'];
    const fresh = () => path.posix.join(folders[below(folders.length)] as string, `${++made}.jpg`);
    const files: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const untouched = [...files];
      const pick = () => untouched.splice(below(untouched.length), 1)[0];
      for (let n = 0; n < 8; n += 1) {
        const to = fresh();
        await put(to, made);
        files.push(to);
      }
      await writeFile(at(`broken-${round}.jpg`), `no picture ${round}`);
      // Each content is touched once a round: of what happens twice to it, the order decides.
      for (const deed of ['copy', 'move', 'move', 'change', 'touch', 'remove'] as const) {
        const file = round === 0 && deed !== 'copy' ? undefined : pick();
        if (file === undefined) continue;
        const to = fresh();
        if (deed === 'copy') {
          await mkdir(path.dirname(at(to)), { recursive: true });
          await copyFile(at(file), at(to));
        }
        if (deed === 'move') await move(file, to);
        if (deed === 'change') await put(file, 500 + made, 61 + (made % 40));
        if (deed === 'touch') await utimes(at(file), 1_000_000 + made, 1_000_000 + made);
        if (deed === 'remove') await rm(at(file));
        if (deed === 'move' || deed === 'remove') files.splice(files.indexOf(file), 1);
        if (deed === 'move') files.push(to);
      }
      await imported({ inPlace: stays, into: ['Album', 'Below'], acceptMissing: round === 3 });
    }
  });

  describe('in place', () => {
    it('nothing is copied, and images are there before their originals were read to the end', async () => {
      await put('a/1.jpg', 1);
      await put('a/2.jpg', 2);
      expect(await inPlace()).toEqual({ 'a/1.jpg': 'added', 'a/2.jpg': 'added' });
      const one = idOf['a/1.jpg'] as number;
      expect(await row(one)).toMatchObject({ sha256: '', state: 'published', width: 60, author: 'Number 1' });
      expect(await bytesOf(one)).toEqual(await readFile(at('a/1.jpg')));
      await runJobs();
      expect((await row(one))?.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect((await row(one))?.color).not.toBe('#808080');
      expect(await readdir(path.join(dir, 'data/originals')).catch(() => [])).toEqual([]);
      expect(await inPlace()).toEqual({ 'a/1.jpg': 'known', 'a/2.jpg': 'known' });
    });

    it.each([{ hashed: true }, { hashed: false }])(
      'a file that was moved and one that was renamed keep their images (read to the end: $hashed)',
      async ({ hashed }) => {
        await put('a/1.jpg', 1);
        await put('a/2.jpg', 2);
        await put('a/3.jpg', 3);
        await inPlace();
        if (hashed) await runJobs();
        const [one, two, three] = [1, 2, 3].map((number) => idOf[`a/${number}.jpg`]) as [number, number, number];
        const mine = await createAlbum(gallery, system, { parentId: null, title: 'Mine' });
        await placeImages(gallery, system, [{ imageId: one, albumId: mine }]);
        await move('a/1.jpg', 'b/sub/1.jpg');
        await move('a/2.jpg', 'a/two.jpg');
        expect(await inPlace()).toEqual({ 'a/3.jpg': 'known', 'a/two.jpg': 'moved', 'b/sub/1.jpg': 'moved' });
        expect(await hanging()).toEqual({ Mine: [one], a: [two, three], sub: [one] });
        expect((await findImage(gallery, two))?.fileName).toBe('two.jpg');
        for (const [id, name] of [
          [one, 'b/sub/1.jpg'],
          [two, 'a/two.jpg'],
        ] as const)
          expect(await bytesOf(id)).toEqual(await readFile(at(name)));
        expect(await inPlace()).toEqual({ 'a/3.jpg': 'known', 'a/two.jpg': 'known', 'b/sub/1.jpg': 'known' });
      },
    );

    it('names that were passed on from file to file keep pictures and images together', async () => {
      for (const number of [1, 2, 3]) {
        await put(`a/${number}.jpg`, number, 50 + number);
        // Of the same size they could otherwise be of the same millisecond too.
        await utimes(at(`a/${number}.jpg`), number, number);
      }
      await inPlace();
      await runJobs();
      const ids = [1, 2, 3].map((number) => idOf[`a/${number}.jpg`] as number);
      await move('a/3.jpg', 'a/4.jpg');
      await move('a/2.jpg', 'a/3.jpg');
      await move('a/1.jpg', 'a/2.jpg');
      expect(await inPlace()).toEqual({ 'a/2.jpg': 'moved', 'a/3.jpg': 'moved', 'a/4.jpg': 'moved' });
      for (const [index, id] of ids.entries()) expect(await bytesOf(id)).toEqual(await picture(index + 1, 51 + index));
      await move('a/2.jpg', 'a/5.jpg');
      await move('a/3.jpg', 'a/2.jpg');
      await move('a/5.jpg', 'a/3.jpg');
      expect(await inPlace()).toEqual({ 'a/2.jpg': 'moved', 'a/3.jpg': 'moved', 'a/4.jpg': 'known' });
      for (const [index, id] of ids.entries()) expect(await bytesOf(id)).toEqual(await picture(index + 1, 51 + index));
      expect((await row(ids[0] as number))?.version).toBe(1);
      expect(new Set(Object.values(await inPlace()))).toEqual(new Set(['known']));
    });

    it('a copy that was moved with another time is known by its content', async () => {
      await put('a/1.jpg', 1);
      await inPlace();
      await runJobs();
      const { a } = await hanging();
      await mkdir(at('b'));
      await copyFile(at('a/1.jpg'), at('b/1.jpg'));
      await utimes(at('b/1.jpg'), 1_000, 1_000);
      await rm(at('a/1.jpg'));
      expect(await inPlace()).toEqual({ 'b/1.jpg': 'moved' });
      expect(await hanging()).toEqual({ b: a });
    });

    it('files with the same content are images of their own', async () => {
      await put('a/1.jpg', 1);
      await put('b/1.jpg', 1);
      await inPlace();
      await runJobs();
      const { a, b } = await hanging();
      expect([a?.length, b?.length, a?.[0] === b?.[0]]).toEqual([1, 1, false]);
      await rm(at('a/1.jpg'));
      expect((await inPlace({ acceptMissing: true }))['a/1.jpg']).toBe('missing');
      expect(await hanging()).toEqual({ b });
    });

    it('a file that has changed becomes a new version, and what people wrote stays', async () => {
      await put('a/1.jpg', 1);
      await inPlace();
      await runJobs();
      const [id] = (await hanging()).a as [number];
      const first = await row(id);
      await updateImage(gallery, system, id, { title: 'Mine' });
      await put('a/1.jpg', 77, 90);
      expect(await inPlace()).toEqual({ 'a/1.jpg': 'changed' });
      expect(await row(id)).toMatchObject({ version: 2, width: 90, author: 'Number 77', title: 'Mine', sha256: '' });
      await runJobs();
      expect((await row(id))?.sha256).not.toBe(first?.sha256);
      await utimes(at('a/1.jpg'), 1_000, 1_000);
      expect(await inPlace()).toEqual({ 'a/1.jpg': 'known' });
      expect((await row(id))?.version).toBe(2);
    });

    it('a file that vanished hides its image until it is back', async () => {
      for (let number = 0; number < 20; number += 1) await put(`a/${number}.jpg`, number);
      await inPlace();
      const [id] = (await hanging()).a as [number];
      const known = (await findImage(gallery, id))?.fileName as string;
      await move(`a/${known}`, '../away.jpg');
      expect((await inPlace())[`a/${known}`]).toBe('missing');
      expect([(await row(id))?.state, (await hanging()).a?.length]).toEqual(['missing', 19]);
      expect((await inPlace())[`a/${known}`]).toBeUndefined();
      await move('../away.jpg', `a/${known}`);
      expect((await inPlace())[`a/${known}`]).toBe('found');
      expect([(await row(id))?.state, (await hanging()).a?.length]).toEqual(['published', 20]);
      await move(`a/${known}`, '../away.jpg');
      await inPlace();
      await move('../away.jpg', 'b/back.jpg');
      expect((await inPlace())['b/back.jpg']).toBe('moved');
      expect((await hanging()).b).toEqual([id]);
    });

    it('an image that somebody else marked as missing is shown again where its file is there', async () => {
      await put('a/1.jpg', 1);
      await inPlace();
      const id = idOf['a/1.jpg'] as number;
      await markMissing(gallery, system, [id]);
      expect(await inPlace()).toEqual({ 'a/1.jpg': 'found' });
      expect((await row(id))?.state).toBe('published');
    });

    it('nothing is marked where more than a tenth vanished, or all, unless that is accepted', async () => {
      for (let number = 0; number < 8; number += 1) await put(`a/${number}.jpg`, number);
      await inPlace();
      await rm(at('a/3.jpg'));
      expect((await inPlace())['a/3.jpg']).toBe('vanished');
      expect((await hanging()).a).toHaveLength(8);
      await move('a', '../a');
      expect(Object.values(await inPlace())).toEqual(Array(8).fill('vanished'));
      expect((await hanging()).a).toHaveLength(8);
      await move('../a', 'a');
      expect((await inPlace({ acceptMissing: true }))['a/3.jpg']).toBe('missing');
      expect((await hanging()).a).toHaveLength(7);
    });

    it('a picture that turns out to be damaged is taken off, and is back once it is mended', async () => {
      await put('a/1.jpg', 1);
      const whole = await sharp({ create: { width: 900, height: 900, channels: 3, background: '#345', noise: { type: 'gaussian', mean: 99, sigma: 50 } } })
        .jpeg()
        .toBuffer();
      await writeFile(at('a/cut.jpg'), whole.subarray(0, whole.length / 3));
      expect((await inPlace())['a/cut.jpg']).toBe('added');
      await runJobs();
      const id = idOf['a/cut.jpg'] as number;
      expect((await row(id))?.state).toBe('unpublished');
      expect((await inPlace())['a/cut.jpg']).toBe('refused');
      await writeFile(at('a/cut.jpg'), whole);
      expect((await inPlace())['a/cut.jpg']).toBe('changed');
      await runJobs();
      expect(await row(id)).toMatchObject({ state: 'published', version: 2 });
    });

    it('PNG pictures are measured at once, links are not followed, and what is none is told', async () => {
      await mkdir(at('a'));
      await writeFile(path.join(dir, 'outside.jpg'), await picture(9));
      await symlink(path.join(dir, 'outside.jpg'), at('a/link.jpg'));
      await sharp(await picture(1))
        .png()
        .toFile(at('a/1.png'));
      await writeFile(at('a/text.jpg'), 'no picture');
      await writeFile(at('a/empty.jpg'), '');
      expect(await inPlace()).toEqual({ 'a/1.png': 'added', 'a/empty.jpg': 'refused', 'a/link.jpg': 'skipped', 'a/text.jpg': 'refused' });
      expect((await row(idOf['a/1.png'] as number))?.color).not.toBe('#808080');
    });

    it.skipIf(process.platform === 'darwin')('names that are the same letter case aside, or no text, get names of their own', async () => {
      await put('a/X.jpg', 1);
      await put('a/x.jpg', 2);
      await writeFile(Buffer.concat([Buffer.from(`${at('a')}/`), Buffer.from([0xff, 0x2e, 0x6a, 0x70, 0x67])]), await picture(3));
      expect(Object.values(await inPlace())).toEqual(['added', 'added', 'added']);
      await runJobs();
      const { a = [] } = await hanging();
      const names = await Promise.all(a.map(async (id) => (await findImage(gallery, id))?.fileName.toLowerCase()));
      expect(new Set(names).size).toBe(3);
      for (const id of a) expect((await row(id))?.sha256).not.toBe('');
      expect(Object.values(await inPlace())).toEqual(['known', 'known', 'known']);
    });

    it('a run that was stopped goes on, and stores no file twice', async () => {
      for (let number = 0; number < 12; number += 1) await put(`a/${number}.jpg`, number);
      const stop = new AbortController();
      stop.abort();
      await inPlace({ signal: stop.signal });
      await inPlace();
      await test.database.transaction(async (tx) => {
        await tx.run('DELETE FROM import_sources');
      });
      expect(new Set(Object.values(await inPlace()))).toEqual(new Set(['present']));
      expect((await hanging()).a).toHaveLength(12);
    });

    it('a folder is imported in one way and into one place, and never with the gallery’s own data', async () => {
      await put('a/1.jpg', 1);
      const codeOf = (work: Promise<unknown>) =>
        work.then(
          () => 'done',
          (error: { code: string }) => error.code,
        );
      expect(await codeOf(importFolder(intake, dir, { inPlace: true, own: [path.join(dir, 'data')] }))).toBe('import-around-data');
      await inPlace();
      expect(await codeOf(imported())).toBe('import-in-place-before');
      expect(await codeOf(inPlace({ into: ['Elsewhere'] }))).toBe('import-into-before');
      expect(await childAlbum(gallery, null, 'Elsewhere')).toBeNull();
      expect(await codeOf(importFolder(intake, at('a'), { inPlace: true }))).toBe('root-overlaps');
      await mkdir(path.join(dir, 'copied'));
      await importFolder(intake, path.join(dir, 'copied'));
      expect(await codeOf(importFolder(intake, path.join(dir, 'copied'), { inPlace: true }))).toBe('import-copied-before');
    });
  });

  describe('by copying', () => {
    const stored = async () =>
      (await readdir(path.join(dir, 'data/originals'), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name);

    it('a file that was moved takes its image along, and is not stored a second time', async () => {
      await put('a/1.jpg', 1);
      await put('a/2.jpg', 2);
      await imported();
      const [one, two] = [idOf['a/1.jpg'], idOf['a/2.jpg']];
      await move('a/1.jpg', 'b/1.jpg');
      expect(await imported()).toEqual({ 'a/2.jpg': 'known', 'b/1.jpg': 'moved' });
      expect(await hanging()).toEqual({ a: [two], b: [one] });
      expect(await stored()).toHaveLength(2);
      expect(await imported()).toEqual({ 'a/2.jpg': 'known', 'b/1.jpg': 'known' });
    });

    it('a file that has changed becomes a new version, and the old bytes go', async () => {
      await put('a/1.jpg', 1);
      await imported();
      const [id] = (await hanging()).a as [number];
      await put('a/1.jpg', 77, 90);
      expect(await imported()).toEqual({ 'a/1.jpg': 'changed' });
      expect(await row(id)).toMatchObject({ version: 2, width: 90, author: 'Number 77' });
      expect(await bytesOf(id)).toEqual(await readFile(at('a/1.jpg')));
      await settleRenames(gallery, storage.originals);
      expect(await stored()).toHaveLength(1);
      expect(await bytesOf(id)).toEqual(await readFile(at('a/1.jpg')));
      expect(await test.database.read.all('SELECT id FROM arrivals')).toEqual([]);
      expect(await readdir(path.join(dir, 'data/tmp'))).toEqual([]);
    });

    it('a picture that turns out to be damaged is taken off, stays refused, and is back once it is mended', async () => {
      const whole = await picture(5, 300);
      const damaged = Buffer.from(whole);
      const tables = damaged.indexOf(Buffer.from([0xff, 0xc4]));
      // More codes than a table can have.
      damaged.fill(0xff, tables + 5, tables + 21);
      await put('a/1.jpg', 1);
      await writeFile(at('a/2.jpg'), damaged);
      const summary = await importFolder(intake, photos, { onEntry: ({ path: name, imageId }) => imageId && Object.assign(idOf, { [name]: imageId }) });
      expect(summary).toMatchObject({ counts: { added: 2, refused: 0 }, unready: 2 });
      await runJobs();
      const id = idOf['a/2.jpg'] as number;
      expect([(await row(id))?.state, (await row(idOf['a/1.jpg'] as number))?.state]).toEqual(['unpublished', 'published']);
      await utimes(at('a/2.jpg'), 1_000, 1_000);
      for (const again of [false, true]) expect(await imported({ again })).toEqual({ 'a/1.jpg': 'known', 'a/2.jpg': 'refused' });
      expect((await row(id))?.state).toBe('unpublished');
      await writeFile(at('a/2.jpg'), whole);
      expect(await imported()).toEqual({ 'a/1.jpg': 'known', 'a/2.jpg': 'changed' });
      expect((await importFolder(intake, photos)).unready).toBe(1);
      await runJobs();
      expect(await row(id)).toMatchObject({ state: 'published', version: 2, width: 300 });
      expect((await importFolder(intake, photos)).unready).toBe(0);
    });

    it('of two files with the same content, the one that has changed becomes an image of its own', async () => {
      await put('a/1.jpg', 1);
      await put('b/1.jpg', 1);
      await imported();
      const { a } = await hanging();
      await put('b/1.jpg', 77, 90);
      expect(await imported()).toEqual({ 'a/1.jpg': 'known', 'b/1.jpg': 'added' });
      const after = await hanging();
      expect(after.a).toEqual(a);
      expect(after.b).toEqual([idOf['b/1.jpg']]);
      expect(after.b).not.toEqual(a);
    });

    it('a file that turned into something else does not touch its image', async () => {
      await put('a/1.jpg', 1);
      await imported();
      const [id] = (await hanging()).a as [number];
      const bytes = await bytesOf(id);
      await writeFile(at('a/1.jpg'), 'no picture');
      expect(await imported()).toEqual({ 'a/1.jpg': 'refused' });
      expect(await bytesOf(id)).toEqual(bytes);
      await writeFile(at('a/1.jpg'), bytes);
      expect(await imported()).toEqual({ 'a/1.jpg': 'known' });
      expect((await row(id))?.version).toBe(1);
    });
  });
});

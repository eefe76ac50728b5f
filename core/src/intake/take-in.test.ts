import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Reading } from '@picturerail/sdk';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAlbum, createGallery, createUser, findImage, type Gallery, purgeImages, setAlbumAccess, system, trashImages, viewerOf } from '#gallery';
import { createJobs, type Jobs } from '#jobs';
import { createKernel } from '#kernel';
import { createMedia, type Media } from '#media';
import { openStorage, prepareStorage, type Storage } from '#storage';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { insertArrivals } from './arrivals-store.ts';
import { backfillImages } from './backfill-images.ts';
import { defineOriginals } from './define-originals.ts';
import { createIntake, type Intake } from './intake.ts';
import { takeIn } from './take-in.ts';

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const coreSettings = {
  sizes: [
    { name: 'square', edge: 240, fit: 'square' as const },
    { name: '320', edge: 320, fit: 'inside' as const },
  ],
  quality: 80,
  format: 'jpeg' as const,
};

const picture = (number: number): Promise<Buffer> =>
  sharp({ create: { width: 60 + number, height: 40, channels: 3, background: { r: number, g: 80, b: 120 } } })
    .jpeg()
    .toBuffer();

describe.each(testDatabases())('taking files in, on $name', (kind) => {
  let test: TestDatabase;
  let dir: string;
  let storage: Storage;
  let media: Media;
  let jobs: Jobs;
  let gallery: Gallery;
  let intake: Intake;
  let album: number;
  let read: (reading: Reading) => void;
  let now: number;

  beforeAll(async () => {
    test = await kind.open();
    await test.database.transaction((tx) => tx.run('CREATE TABLE p_notes__lines (image_id BIGINT NOT NULL, line VARCHAR(100) NOT NULL)').then(() => undefined));
  });
  afterAll(() => test.drop());
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'picturerail-intake-'));
    storage = openStorage({ dataDir: path.join(dir, 'data') });
    await prepareStorage(storage);
    now = Date.now();
    read = () => {};
    const kernel = createKernel({ log });
    kernel.core.filter('images:reading', (readings) => readings.forEach(read));
    jobs = createJobs({ database: test.database, log });
    media = createMedia({ storage, settings: () => coreSettings, key: Buffer.alloc(32), log, database: test.database });
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
      clock: () => now,
    });
    defineOriginals(intake);
    album = await createAlbum(gallery, system, { parentId: null, title: `Album ${path.basename(dir)}` });
  });
  afterEach(async () => {
    await media.close();
    await rm(dir, { recursive: true, force: true });
  });

  const file = async (name: string, content: Buffer | string) => {
    const at = path.join(dir, 'incoming', name);
    await mkdir(path.dirname(at), { recursive: true });
    await writeFile(at, content);
    return at;
  };
  const arrive = async (name: string, content: Buffer | string, albumId = album) => ({
    file: await file(name, content),
    fileName: name,
    albumId,
    uploaderId: null,
  });
  const originals = async () => {
    const keys: string[] = [];
    for await (const key of storage.originals.list('')) keys.push(key);
    return keys;
  };
  const lines = (imageId: number) => test.database.read.all<{ line: string }>('SELECT line FROM p_notes__lines WHERE image_id = ?', [imageId]);
  const claims = async () => (await test.database.read.get<{ n: number }>('SELECT COUNT(*) AS n FROM arrivals'))?.n;
  let seed = 0;
  const fresh = () => {
    seed += 1;
    return picture(seed);
  };

  it('stores a picture, its row and the job that makes it ready, and leaves neither temporary file nor claim', async () => {
    const bytes = await fresh();
    const [taken] = await takeIn(intake, system, [await arrive('a b.jpg', bytes)]);
    expect(taken).toMatchObject({ outcome: 'added', bytes: bytes.length });
    const image = await findImage(gallery, (taken as { imageId: number }).imageId);
    expect(image).toMatchObject({ fileName: 'a b.jpg', mime: 'image/jpeg', height: 40, bytes: bytes.length, albumId: album });
    expect(await originals()).toHaveLength(1);
    expect(await readdir(storage.tmpDir)).toEqual([]);
    expect(await claims()).toBe(0);
    expect((await jobs.list({ name: 'intake:originals' })).some((job) => JSON.stringify(job.payload).includes(String(image?.id)))).toBe(true);
  });

  it('takes a JPEG by its header, and has it decoded once, by the job that makes its sizes', async () => {
    const [taken, png] = await takeIn(intake, system, [
      await arrive('late.jpg', await fresh()),
      await arrive(
        'now.png',
        await sharp(await fresh())
          .png()
          .toBuffer(),
      ),
    ]);
    const look = async (one: typeof taken) => (await findImage(gallery, (one as { imageId: number }).imageId)) ?? { color: '', thumbHash: '' };
    expect(await look(taken)).toMatchObject({ color: '#808080', thumbHash: null, height: 40 });
    expect((await look(png)).thumbHash).not.toBeNull();
    await jobs.runAll();
    expect((await look(taken)).color).not.toBe('#808080');
    expect((await look(taken)).thumbHash).toMatch(/^[A-Za-z0-9+/=]{20,36}$/);
  });

  it('refuses a JPEG that was cut off at once, and one whose pixels are damaged when they are decoded, with all its copies', async () => {
    const whole = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#345', noise: { type: 'gaussian', mean: 99, sigma: 50 } } })
      .jpeg()
      .toBuffer();
    const damaged = Buffer.from(whole);
    // More codes than a table can have.
    damaged.fill(0xff, damaged.indexOf(Buffer.from([0xff, 0xc4])) + 5, damaged.indexOf(Buffer.from([0xff, 0xc4])) + 21);
    const reason = expect.stringMatching(/^The JPEG image is damaged: .+\.$/);
    const [cut, late] = await takeIn(intake, system, [await arrive('cut.jpg', whole.subarray(0, whole.length / 2)), await arrive('late.jpg', damaged)]);
    expect(cut).toEqual({ outcome: 'refused', code: 'media-damaged', reason });
    expect(late?.outcome).toBe('added');
    await jobs.runAll();
    const { imageId } = late as { imageId: number };
    expect((await findImage(gallery, imageId))?.state).toBe('unpublished');
    expect((await jobs.list({ state: 'failed', name: 'intake:originals' }))[0]?.error).toMatch(/^The JPEG image is damaged: /);
    const other = await createAlbum(gallery, system, { parentId: album, title: 'Other' });
    expect(await takeIn(intake, system, [await arrive('copy.jpg', damaged, other)])).toEqual([{ outcome: 'refused', code: 'media-damaged', reason }]);
  });

  it('answers each of a batch by its place, whatever became of it', async () => {
    const twin = await fresh();
    const taken = await takeIn(intake, system, [
      await arrive('one.jpg', twin),
      await arrive('two.jpg', 'no picture'),
      await arrive('three.jpg', twin),
      { ...(await arrive('four.jpg', '')), file: path.join(dir, 'absent.jpg') },
    ]);
    expect(taken.map(({ outcome }) => outcome)).toEqual(['added', 'refused', 'present', 'failed']);
    expect(await originals()).toHaveLength(1);
  });

  it('hangs known bytes in another album, and does nothing where they hang already', async () => {
    const bytes = await fresh();
    const other = await createAlbum(gallery, system, { parentId: album, title: 'Other' });
    const outcomes = [];
    for (const albumId of [album, other, other]) outcomes.push((await takeIn(intake, system, [await arrive('x.jpg', bytes, albumId)]))[0]?.outcome);
    expect(outcomes).toEqual(['added', 'placed', 'present']);
  });

  it('stores anew what lies in the trash', async () => {
    const bytes = await fresh();
    const [first] = await takeIn(intake, system, [await arrive('x.jpg', bytes)]);
    await trashImages(gallery, system, [(first as { imageId: number }).imageId]);
    const [second] = await takeIn(intake, system, [await arrive('x.jpg', bytes)]);
    expect(second?.outcome).toBe('added');
    await purgeImages(gallery, system, [(first as { imageId: number }).imageId]);
  });

  it('gives files of one name names of their own, and the same for names that some file systems do not tell apart', async () => {
    const batch = [];
    for (const name of ['same.jpg', 'SAME.jpg', 'same.JPG']) batch.push({ ...(await arrive(`${batch.length}.jpg`, await fresh())), fileName: name });
    const taken = await takeIn(intake, system, batch);
    expect(taken.map(({ outcome }) => outcome)).toEqual(['added', 'added', 'added']);
    const [later] = await takeIn(intake, system, [await arrive('same.jpg', await fresh())]);
    expect(later?.outcome).toBe('added');
    expect(new Set((await originals()).map((key) => key.toLowerCase())).size).toBe(4);
  });

  it('writes what plugins read of a picture with it: fields and rows', async () => {
    read = (reading) => {
      reading.fields.title = `Title of ${reading.fileName}`;
      reading.rows.push({ plugin: 'notes', table: 'lines', values: { line: reading.mime } });
    };
    const [taken] = await takeIn(intake, system, [await arrive('read.jpg', await fresh())]);
    const { imageId } = taken as { imageId: number };
    expect(await findImage(gallery, imageId)).toMatchObject({ title: 'Title of read.jpg' });
    expect(await lines(imageId)).toEqual([{ line: 'image/jpeg' }]);
  });

  it('does not lose a picture because a row of a plugin cannot be written', async () => {
    read = (reading) => {
      if (reading.fileName === 'bad.jpg') reading.rows.push({ plugin: 'notes', table: 'lines', values: { nowhere: 1 } });
    };
    const taken = await takeIn(intake, system, [await arrive('good.jpg', await fresh()), await arrive('bad.jpg', await fresh())]);
    expect(taken.map(({ outcome }) => outcome)).toEqual(['added', 'added']);
    expect(await originals()).toHaveLength(2);
    expect(await claims()).toBe(0);
  });

  it('reads originals again for a plugin that came later, replacing its rows', async () => {
    const [taken] = await takeIn(intake, system, [await arrive('later.jpg', await fresh())]);
    const { imageId } = taken as { imageId: number };
    const seen: number[] = [];
    for (const line of ['first', 'second']) {
      read = (reading) => {
        if (reading.imageId === imageId) reading.rows.push({ plugin: 'notes', table: 'lines', values: { line } });
        seen.push(reading.imageId ?? 0);
      };
      await backfillImages(intake, { size: 1, pick: (ids) => ids.filter((id) => id === imageId) });
    }
    expect(seen).toEqual([imageId, imageId]);
    expect(await lines(imageId)).toEqual([{ line: 'second' }]);
  });

  it('asks whether the actor may upload there', async () => {
    const userId = await createUser(gallery, system, { name: `ana ${path.basename(dir)}`, status: 'user' });
    const ana = await viewerOf(gallery, userId, 'en');
    const arrival = { ...(await arrive('hers.jpg', await fresh())), uploaderId: userId };
    await expect(takeIn(intake, ana, [arrival])).rejects.toMatchObject({ code: 'intake-not-allowed', status: 403 });
    await setAlbumAccess(gallery, system, album, { entries: [{ principal: { user: userId }, rights: ['upload'] }] });
    expect((await takeIn(intake, await viewerOf(gallery, userId, 'en'), [arrival]))[0]?.outcome).toBe('added');
  });

  it('tells somebody who may not see an image nothing of it: the same bytes are stored for him', async () => {
    const bytes = await fresh();
    const hidden = await createAlbum(gallery, system, { parentId: null, title: `Hidden ${path.basename(dir)}`, access: { entries: [] } });
    await takeIn(intake, system, [await arrive('secret.jpg', bytes, hidden)]);
    const userId = await createUser(gallery, system, { name: `ben ${path.basename(dir)}`, status: 'user' });
    await setAlbumAccess(gallery, system, album, { entries: [{ principal: { user: userId }, rights: ['upload'] }] });
    const arrival = { ...(await arrive('mine.jpg', bytes)), uploaderId: userId };
    const [taken] = await takeIn(intake, await viewerOf(gallery, userId, 'en'), [arrival]);
    expect(taken?.outcome).toBe('added');
  });

  it('takes over from a process that died while it was storing', async () => {
    const bytes = await fresh();
    const arrival = await arrive('stuck.jpg', bytes);
    const sha256 = (await import('node:crypto')).createHash('sha256').update(bytes).digest('hex');
    await test.database.transaction((tx) =>
      insertArrivals(tx, [
        { sha256, albumId: album, fileName: 'stuck.jpg', fileKey: 'stuck.jpg', owner: 'dead', process: 'elsewhere 1', claimedAt: now - 3_600_000 },
      ]),
    );
    expect((await takeIn(intake, system, [arrival]))[0]?.outcome).toBe('added');
    expect(await claims()).toBe(0);
  });

  it('two at once store the same bytes once', async () => {
    const bytes = await fresh();
    const both = await Promise.all([takeIn(intake, system, [await arrive('l.jpg', bytes)]), takeIn(intake, system, [await arrive('r.jpg', bytes)])]);
    expect(both.map(([taken]) => taken?.outcome).sort()).toEqual(['added', 'present']);
    expect(await originals()).toHaveLength(1);
  });
});

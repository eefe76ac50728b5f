import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Right, Viewer } from '@picturerail/sdk';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  childAlbums,
  createAlbum,
  createGallery,
  createUser,
  findAlbum,
  findImage,
  findImagesByHash,
  type Gallery,
  setAlbumAccess,
  system,
  trashAlbum,
  viewerOf,
} from '#gallery';
import { createJobs } from '#jobs';
import { createKernel } from '#kernel';
import { createMedia, type Media } from '#media';
import { openStorage, prepareStorage, type Storage } from '#storage';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { codeOf } from '../../gallery/testing.ts';
import { createIntake, type Intake } from '../intake.ts';
import { abandonUpload } from './abandon-upload.ts';
import { appendUpload } from './append-upload.ts';
import { beginUpload } from './begin-upload.ts';
import { findUpload } from './find-upload.ts';
import { finishUpload } from './finish-upload.ts';
import { placeKnown } from './place-known.ts';
import { sweepUploads } from './sweep-uploads.ts';
import { expiryMs, openPerUser } from './upload.ts';
import { uploadFile } from './upload-file.ts';
import { claimUpload } from './uploads-store.ts';

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const sizes = [{ name: 'square', edge: 240, fit: 'square' as const }];
const coreSettings = { sizes, quality: 80, format: 'jpeg' as const };
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const hour = 3_600_000;

let seed = 0;
const picture = (): Promise<Buffer> => {
  seed += 1;
  return sharp({ create: { width: 400 + seed, height: 300, channels: 3, background: { r: seed % 256, g: 90, b: 20 } } })
    .jpeg()
    .toBuffer();
};

async function* chunksOf(bytes: Buffer, size = 500): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function* breakingOff(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
  throw new Error('The line is cut.');
}

describe.each(testDatabases())('uploads, on $name', (kind) => {
  let test: TestDatabase;
  let dir: string;
  let storage: Storage;
  let media: Media;
  let gallery: Gallery;
  let intake: Intake;
  let album: number;
  let ana: Viewer;
  let ben: Viewer;
  let now: number;
  let megabytes: number;

  beforeAll(async () => {
    test = await kind.open();
  });
  afterAll(() => test.drop());
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'picturerail-uploads-'));
    storage = await prepareStorage(openStorage({ dataDir: path.join(dir, 'data') }));
    now = Date.now();
    megabytes = 500;
    const kernel = createKernel({ log });
    const { database } = test;
    await database.transaction((tx) => tx.run('DELETE FROM uploads'));
    media = createMedia({ storage, settings: () => coreSettings, key: Buffer.alloc(32), log, database });
    gallery = createGallery({ database, log, originals: storage.originals });
    const settings = async () => ({ uploadMegabytes: megabytes });
    intake = createIntake({ database, gallery, media, storage, hooks: kernel.hooks, jobs: createJobs({ database, log }), settings, log, clock: () => now });
    const [anaId, benId] = [await person('ana'), await person('ben')];
    album = await createAlbum(gallery, system, { parentId: null, title: path.basename(dir), access: { entries: [] } });
    await grant(album, [anaId, ['upload']], [benId, ['upload']]);
    ana = await viewerOf(gallery, anaId, 'en');
    ben = await viewerOf(gallery, benId, 'en');
  });
  afterEach(async () => {
    await media.close();
    await rm(dir, { recursive: true, force: true });
  });

  const person = (name: string) => createUser(gallery, system, { name: `${name} ${path.basename(dir)}`, status: 'user' });
  const grant = (albumId: number, ...entries: (readonly [number, readonly Right[]])[]) =>
    setAlbumAccess(gallery, system, albumId, { entries: entries.map(([userId, rights]) => ({ principal: { user: userId }, rights })) });
  const begin = (bytes: Buffer, change: object = {}) => beginUpload(intake, ana, { albumId: album, fileName: 'a.jpg', bytes: bytes.length, ...change });
  const send = (id: string, bytes: Buffer, offset = 0) => appendUpload(intake, ana, id, { offset, bytes: chunksOf(bytes) });
  const upload = async (bytes: Buffer, change: object = {}) => {
    const id = await begin(bytes, change);
    await send(id, bytes);
    return finishUpload(intake, ana, id);
  };
  const imagesIn = async (albumId: number) =>
    (await test.database.read.all<{ id: number }>('SELECT image_id AS id FROM album_images WHERE album_id = ? ORDER BY image_id', [albumId])).map(
      ({ id }) => id,
    );
  const files = () => readdir(storage.uploadsDir).catch(() => []);

  it('takes in a file that came in parts, and keeps nothing of it besides', async () => {
    const bytes = await picture();
    const id = await begin(bytes, { sha256: sha256(bytes) });
    expect(await send(id, bytes.subarray(0, 700))).toBe(700);
    expect(await findUpload(intake, ana, id)).toMatchObject({ offset: 700, bytes: bytes.length, state: 'receiving' });
    expect(await codeOf(finishUpload(intake, ana, id))).toBe('upload-incomplete');
    await send(id, bytes.subarray(700), 700);
    const outcome = await finishUpload(intake, ana, id);
    expect(outcome).toMatchObject({ outcome: 'added' });
    expect(await imagesIn(album)).toEqual([(outcome as { imageId: number }).imageId]);
    expect((await findImagesByHash(gallery, [sha256(bytes)])).get(sha256(bytes))?.id).toBe((outcome as { imageId: number }).imageId);
    expect(await findImage(gallery, (outcome as { imageId: number }).imageId)).toMatchObject({ uploaderId: ana.userId, bytes: bytes.length });
    expect(await files()).toEqual([]);
  });

  it('takes it in once, whoever asks how often, also at the same time and after a restart in between', async () => {
    const bytes = await picture();
    const id = await begin(bytes);
    await send(id, bytes);
    const answers = await Promise.all([1, 2, 3].map(() => finishUpload(intake, ana, id)));
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    // The process died after the row was written and before it was said.
    await writeFile(uploadFile(storage, id), bytes);
    await test.database.transaction((tx) => tx.run(`UPDATE uploads SET state = 'finishing', process = 'x 1 1', outcome = NULL WHERE id = ?`, [id]));
    now += 16_000;
    expect(await finishUpload(intake, ana, id)).toMatchObject({ outcome: 'present' });
    expect(await imagesIn(album)).toHaveLength(1);
  });

  it('keeps what arrived of a part that broke off, and refuses parts that come twice, too early or too long', async () => {
    const bytes = await picture();
    const id = await begin(bytes);
    await expect(appendUpload(intake, ana, id, { offset: 0, bytes: breakingOff(bytes.subarray(0, 600)) })).rejects.toThrow('The line is cut.');
    expect(await findUpload(intake, ana, id)).toMatchObject({ offset: 600 });
    expect(await codeOf(send(id, bytes.subarray(0, 600)))).toBe('upload-offset');
    expect(await codeOf(send(id, bytes.subarray(900), 900))).toBe('upload-offset');
    expect(await codeOf(send(id, Buffer.concat([bytes.subarray(600), Buffer.from('more')]), 600))).toBe('upload-offset');
    const { offset } = await findUpload(intake, ana, id);
    await send(id, bytes.subarray(offset), offset);
    expect(await finishUpload(intake, ana, id)).toMatchObject({ outcome: 'added' });
    expect((await findImagesByHash(gallery, [sha256(bytes)])).get(sha256(bytes))?.id).toBe((await imagesIn(album))[0]);
    expect(await codeOf(send(id, bytes.subarray(0, 10)))).toBe('upload-offset');
  });

  it('has no hole where two connections write the same bytes at once', async () => {
    const bytes = await picture();
    const id = await begin(bytes, { sha256: sha256(bytes) });
    await Promise.all([send(id, bytes), send(id, bytes).catch(() => undefined), send(id, bytes).catch(() => undefined)]);
    expect((await stat(uploadFile(storage, id))).size).toBe(bytes.length);
    expect(await finishUpload(intake, ana, id)).toMatchObject({ outcome: 'added' });
  });

  it('refuses what arrived other than it was sent, what is truncated, and what is no picture, each with a reason', async () => {
    const bytes = await picture();
    expect(await upload(bytes, { sha256: sha256(Buffer.from('another')) })).toMatchObject({ outcome: 'refused', code: 'upload-damaged' });
    expect(await upload(bytes.subarray(0, bytes.length - 300))).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(/\w/) });
    expect(await upload(Buffer.from('<script>'), { fileName: 'x.html' })).toMatchObject({ outcome: 'skipped', code: 'intake-no-picture' });
    expect(await imagesIn(album)).toEqual([]);
    expect(await files()).toEqual([]);
  });

  it.each([
    ['name of 300 bytes', `${'ä'.repeat(150)}.jpg`],
    ['way out', '../../../etc/passwd.jpg'],
    ['control characters', 'a\u0000b\u001b[2Jc\n.jpg'],
    ['right-to-left marks', 'holiday\u202egpj.exe.jpg'],
  ])('stores a %s safely', async (_, fileName) => {
    const outcome = await upload(await picture(), { fileName });
    const image = await findImage(gallery, (outcome as { imageId: number }).imageId);
    expect(Buffer.byteLength(image?.fileName ?? '')).toBeLessThanOrEqual(120);
    expect(image?.fileName).not.toMatch(/[/\\\p{Cc}\u202e]|^\./u);
  });

  it('refuses before anything is sent: what is empty, too large, of no length, with a false digest', async () => {
    megabytes = 1;
    const at = { albumId: album, fileName: 'a\u202e.jpg' };
    expect(await codeOf(beginUpload(intake, ana, { ...at, bytes: 0 }))).toBe('upload-empty');
    expect(await codeOf(beginUpload(intake, ana, { ...at, bytes: 1_000_001 }))).toBe('upload-too-large');
    expect(await codeOf(beginUpload(intake, ana, { ...at, bytes: Number.NaN }))).toBe('upload-length');
    expect(await codeOf(beginUpload(intake, ana, { ...at, bytes: 5, sha256: 'F'.repeat(64) }))).toBe('upload-digest');
    await expect(beginUpload(intake, ana, { ...at, bytes: 0 })).rejects.toThrow('"a\\u202e.jpg"');
    expect(await files()).toEqual([]);
  });

  it('is for those who may add to the album: others are refused, and told of no album they may not see', async () => {
    const visitor = { ...ana, userId: null };
    const at = { albumId: album, fileName: 'a.jpg', bytes: 5 };
    expect(await codeOf(beginUpload(intake, visitor, at))).toBe('upload-signed-out');
    expect(await codeOf(beginUpload(intake, ana, { ...at, albumId: 999_999 }))).toBe('upload-nowhere');
    await grant(album, [ana.userId as number, ['view']]);
    expect(await codeOf(beginUpload(intake, ana, at))).toBe('intake-not-allowed');
    expect(await codeOf(beginUpload(intake, ben, at))).toBe('upload-nowhere');
    expect(await codeOf(placeKnown(intake, ben, { ...at, sha256: 'a'.repeat(64) }))).toBe('upload-nowhere');
  });

  it('ends where the right to it is taken away: at the next part, and before it is taken in', async () => {
    const bytes = await picture();
    const [first, second] = [await begin(bytes), await begin(bytes)];
    await send(second, bytes);
    await grant(album, [ana.userId as number, ['view']]);
    expect(await codeOf(send(first, bytes))).toBe('intake-not-allowed');
    expect(await codeOf(finishUpload(intake, ana, second))).toBe('intake-not-allowed');
    for (const id of [first, second]) expect(await codeOf(findUpload(intake, ana, id))).toBe('upload-unknown');
    expect(await files()).toEqual([]);
    expect(await imagesIn(album)).toEqual([]);
  });

  it('belongs to one user: to others there is none, and it can be given up', async () => {
    const bytes = await picture();
    const id = await begin(bytes);
    for (const work of [findUpload, abandonUpload, finishUpload]) expect(await codeOf(work(intake, ben, id))).toBe('upload-unknown');
    expect(await codeOf(appendUpload(intake, ben, id, { offset: 0, bytes: chunksOf(bytes) }))).toBe('upload-unknown');
    for (const other of ['../../secret.key', 'f'.repeat(32)]) expect(await codeOf(findUpload(intake, ana, other))).toBe('upload-unknown');
    await abandonUpload(intake, ana, id);
    expect(await codeOf(findUpload(intake, ana, id))).toBe('upload-unknown');
    expect(await files()).toEqual([]);
  });

  it('is not given up while it is taken in', async () => {
    const bytes = await picture();
    const id = await begin(bytes);
    await send(id, bytes);
    await test.database.transaction((tx) => claimUpload(tx, id, now, () => false));
    expect(await codeOf(abandonUpload(intake, ana, id))).toBe('upload-busy');
  });

  it('keeps space for what was begun, over all who begin, and no more than so many for one user', async () => {
    await begin(await picture());
    const promise = (bytes: number) => test.database.transaction((tx) => tx.run('UPDATE uploads SET bytes = ?', [bytes]));
    await promise(2 ** 50);
    expect(await codeOf(begin(await picture()))).toBe('upload-no-room');
    expect(await codeOf(beginUpload(intake, ben, { albumId: album, fileName: 'a.jpg', bytes: 5 }))).toBe('upload-no-room');
    await promise(5);
    expect(await files()).toHaveLength(1);
    const begun = await Promise.allSettled(Array.from({ length: openPerUser }, () => begin(Buffer.from('12345'))));
    expect(begun.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(await codeOf(begin(Buffer.from('12345')))).toBe('upload-too-many');
    await beginUpload(intake, ben, { albumId: album, fileName: 'a.jpg', bytes: 5 });
  });

  it('knows before anything is sent what the viewer brought himself, and says nothing of what others did', async () => {
    const bytes = await picture();
    await upload(bytes);
    const other = await createAlbum(gallery, system, { parentId: null, title: `Other ${path.basename(dir)}`, access: { entries: [] } });
    await grant(other, [ana.userId as number, ['upload']], [ben.userId as number, ['upload']]);
    const asked = { albumId: other, fileName: 'b.jpg', bytes: bytes.length, sha256: sha256(bytes) };
    expect(await placeKnown(intake, ben, asked)).toBeNull();
    expect(await placeKnown(intake, ana, asked)).toMatchObject({ outcome: 'placed' });
    expect(await placeKnown(intake, ana, asked)).toMatchObject({ outcome: 'present' });
    expect(await imagesIn(other)).toEqual(await imagesIn(album));
    expect(await placeKnown(intake, ana, { ...asked, sha256: 'a'.repeat(64) })).toBeNull();
  });

  it('makes albums of folders, each once, and takes none for its own that its sender may not add to', async () => {
    const hidden = await createAlbum(gallery, system, { parentId: album, title: 'Summer', access: { entries: [] } });
    const folders = ['..', 'Summer', 'Day\u202e 1', ''];
    const outcomes = await Promise.all([await picture(), await picture(), await picture()].map((bytes) => upload(bytes, { folders })));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['added', 'added', 'added']);
    const summers = await childAlbums(gallery, album, 'Summer');
    expect(summers).toHaveLength(2);
    const days = await Promise.all(summers.map((id) => childAlbums(gallery, id, 'Day 1')));
    expect(days.flat()).toHaveLength(1);
    expect(await imagesIn(days.flat()[0] as number)).toHaveLength(3);
    expect(await imagesIn(hidden)).toEqual([]);
    expect((await findAlbum(gallery, days.flat()[0] as number))?.creatorId).toBe(ana.userId);
  });

  it('says what became of a file whose album went into the trash meanwhile', async () => {
    const bytes = await picture();
    const id = await begin(bytes);
    await send(id, bytes);
    await trashAlbum(gallery, system, album);
    expect(await codeOf(finishUpload(intake, ana, id))).toBe('intake-not-allowed');
  });

  it('is taken in by the sweep where a process died over it, and forgotten where nobody goes on', async () => {
    const [bytes, part] = [await picture(), await picture()];
    const [whole, half] = [await begin(bytes), await begin(part)];
    await send(whole, bytes);
    await send(half, part.subarray(0, 50));
    await sweepUploads(intake);
    expect(await imagesIn(album)).toEqual([]);
    now += hour;
    await sweepUploads(intake);
    expect(await imagesIn(album)).toHaveLength(1);
    expect(await findUpload(intake, ana, half)).toMatchObject({ offset: 50 });
    now += expiryMs + 1;
    expect(await codeOf(findUpload(intake, ana, half))).toBe('upload-unknown');
    await sweepUploads(intake);
    expect(await files()).toEqual([]);
    expect(await test.database.read.all('SELECT id FROM uploads')).toEqual([]);
  });

  it('removes files without a row once they are old enough, and forgets rows whose file is gone', async () => {
    const id = await begin(await picture());
    await rm(uploadFile(storage, id));
    expect(await codeOf(findUpload(intake, ana, id))).toBe('upload-unknown');
    const stray = uploadFile(storage, '0'.repeat(32));
    await writeFile(stray, 'x');
    await sweepUploads(intake);
    expect(await files()).toEqual(['0'.repeat(32)]);
    await utimes(stray, (now - hour) / 1000, (now - hour) / 1000);
    await sweepUploads(intake);
    expect(await files()).toEqual([]);
  });

  it('can be asked again after an outage while it was taken in', async () => {
    const bytes = await picture();
    const id = await begin(bytes);
    await send(id, bytes);
    const broken = { ...intake, storage: { ...storage, tmpDir: path.join(dir, 'gone') } };
    const outcome = await finishUpload(broken, ana, id).catch((error: Error) => error);
    expect(outcome).toMatchObject({ outcome: 'failed' });
    const again = await begin(bytes);
    await send(again, bytes);
    await truncate(uploadFile(storage, again), 10);
    expect(await codeOf(finishUpload(intake, ana, again))).toBe('upload-incomplete');
  });
});

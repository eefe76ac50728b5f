import { chmod, mkdir, readFile, rename, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { examine } from '@picturerail/core';
import { gallery as domain, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commanded } from './command.ts';

describe.each(testServers())('doctor over files and jobs, on $name', ({ server }) => {
  let gallery: TestGallery;
  let album: number;
  let image: number;
  let other: number;
  const original = (name: string) => path.join(gallery.dir, 'originals', 'Summer', name);
  const found = async (repair = false) => Object.fromEntries((await examine(gallery.house, { repair })).map((finding) => [finding.code, finding]));
  const run = (sql: string) => gallery.house.database.transaction((tx) => tx.run(sql));
  const exists = (file: string) =>
    stat(file).then(
      () => true,
      () => false,
    );

  /** Found, mended, and not found again. */
  async function mends(code: string): Promise<void> {
    expect(Object.keys(await found())).toEqual([code]);
    const mended = await found(true);
    expect(mended[code]?.count).toBeGreaterThan(0);
    for (const finding of Object.values(mended)) expect(finding.repaired).toBe(finding.count);
    expect(await found()).toEqual({});
  }

  beforeAll(async () => {
    gallery = await startGallery({ server });
    album = await gallery.album('Summer');
    image = await gallery.image(album, { fileName: 'a.jpg' });
    other = await gallery.image(album, { fileName: 'b.jpg' });
    await gallery.jobs.run();
  });
  afterAll(() => gallery.close());

  it('finds nothing in a gallery in which nothing happened', async () => {
    expect(await found()).toEqual({});
  });

  it('puts files aside that belong to no image, and deletes none', async () => {
    await mkdir(path.dirname(original('x')), { recursive: true });
    await writeFile(original('stray.jpg'), 'somebody put this here');
    await mends('file-stray');
    expect(await exists(original('stray.jpg'))).toBe(false);
    expect(await readFile(path.join(gallery.dir, 'lost+found', 'Summer', 'stray.jpg'), 'utf8')).toBe('somebody put this here');
  });

  it('gives a file back to the image whose bytes it has', async () => {
    await rename(original('a.jpg'), path.join(gallery.dir, 'originals', 'renamed by hand.jpg'));
    expect(Object.keys(await found())).toEqual(['file-stray', 'original-missing']);
    expect((await found(true))['file-stray']?.repaired).toBe(1);
    expect(await exists(original('a.jpg'))).toBe(true);
    expect(await found()).toEqual({});
  });

  it('hides an image whose original is gone, and shows it again once the file is back', async () => {
    await rename(original('a.jpg'), path.join(gallery.dir, 'kept.jpg'));
    await mends('original-missing');
    expect((await gallery.visitor().get(`/images/${image}`)).status).toBe(404);
    await rename(path.join(gallery.dir, 'kept.jpg'), original('a.jpg'));
    await mends('original-returned');
    expect((await gallery.visitor().get(`/images/${image}`)).status).not.toBe(404);
  });

  it('marks nothing as missing where all is gone at once', async () => {
    const many = await gallery.album('Many');
    for (let n = 0; n < 12; n += 1) await gallery.image(many, { fileName: `${n}.jpg` });
    await gallery.jobs.run();
    await rename(path.join(gallery.dir, 'originals'), path.join(gallery.dir, 'unmounted'));
    const { 'original-missing': missing } = await found(true);
    expect(missing).toMatchObject({ count: 14, repaired: 0 });
    await rename(path.join(gallery.dir, 'unmounted'), path.join(gallery.dir, 'originals'));
    expect(await found()).toEqual({});
  });

  it('sees that an original was shortened, and only where it reads all that one was changed', async () => {
    const whole = await readFile(original('b.jpg'));
    await truncate(original('b.jpg'), whole.length - 10);
    expect(Object.keys(await found())).toEqual(['original-size']);
    const changed = Buffer.from(whole);
    changed.writeUInt8(changed.readUInt8(100) ^ 0xff, 100);
    await writeFile(original('b.jpg'), changed);
    expect(await found()).toEqual({});
    expect((await examine(gallery.house, { deep: true })).map(({ code, examples }) => [code, examples])).toEqual([['original-content', [`image ${other}`]]]);
    await writeFile(original('b.jpg'), whole);
    expect(await examine(gallery.house, { deep: true })).toEqual([]);
  });

  it('removes derivatives of images that are gone, which a purge does by itself', async () => {
    const derivatives = path.join(gallery.dir, 'derivatives', '0', '987');
    await mkdir(path.join(derivatives, 'hash'), { recursive: true });
    await writeFile(path.join(derivatives, 'hash', '240.jpg'), 'x');
    await mends('derivative-left');
    expect(await exists(derivatives)).toBe(false);
    const purged = await gallery.image(album, { fileName: 'purged.jpg' });
    await gallery.jobs.run();
    expect(await exists(path.join(gallery.dir, 'derivatives', '0', String(purged)))).toBe(true);
    await domain.trashImages(gallery.house.gallery, domain.system, [purged]);
    await domain.purgeImages(gallery.house.gallery, domain.system, [purged]);
    expect(await found()).toEqual({});
    await gallery.jobs.run();
    expect(await exists(path.join(gallery.dir, 'derivatives', '0', String(purged)))).toBe(false);
    expect(await found()).toEqual({});
  });

  it('clears up after imports that were killed', async () => {
    await run(
      `INSERT INTO arrivals (sha256, album_id, file_name, file_key, owner, process, claimed_at) VALUES ('00', ${album}, 'c.jpg', 'c.jpg', 'o', 'elsewhere 1', 0)`,
    );
    await writeFile(original('c.jpg'), 'renamed into place before its row was written');
    await mends('arrival-left');
    expect(await exists(original('c.jpg'))).toBe(false);
    await run(`INSERT INTO album_claims (digest, owner, claimed_at) VALUES ('d', 'o', 0)`);
    await mends('claim-left');
  });

  it('takes jobs back whose process is gone, and names those that nobody knows or that failed', async () => {
    const job = (name: string, state: string, lease: string) =>
      run(
        `INSERT INTO jobs (name, payload, state, turn, run_at, attempts, lease_token, lease_until, created_at) VALUES ('${name}', 'null', '${state}', 0, 0, 1, ${lease}, 0)`,
      );
    await job('gallery:renames', 'running', `'t', 5`);
    await mends('job-lease-over');
    await job('plugin:gone:work', 'waiting', 'NULL, NULL');
    await job('gallery:renames', 'failed', 'NULL, NULL');
    expect(Object.values(await found(true)).map(({ code, count, repaired }) => [code, count, repaired])).toEqual([
      ['job-unknown', 1, 0],
      ['job-failed', 1, 0],
    ]);
    await run('DELETE FROM jobs');
  });

  it('closes files that hold secrets', async () => {
    const key = path.join(gallery.dir, 'secret.key');
    await chmod(key, 0o644);
    await mends('file-open');
    expect((await stat(key)).mode & 0o777).toBe(0o600);
  });
});

it('the command says what it found, mends it when asked to, and answers 1 until nothing is wrong', async () => {
  const place = await commanded();
  await place.run(['album', 'add', 'Summer']);
  expect(await place.run(['doctor'])).toMatchObject({ code: 0, out: 'Nothing is wrong.\n', err: '' });
  await chmod(path.join(place.dataDir, 'secret.key'), 0o644);
  const { code, out, err } = await place.run(['doctor']);
  expect(code).toBe(1);
  expect(out).toMatch(/^file-open \(1\): Files that hold secrets .+\n {4}\/.+secret\.key\n$/);
  expect(err).toContain('doctor --repair');
  expect(JSON.parse((await place.run(['doctor', '--json'])).out)).toMatchObject([{ code: 'file-open', count: 1, repaired: 0 }]);
  expect(await place.run(['doctor', '--repair'])).toMatchObject({ code: 0, out: expect.stringContaining('file-open (1, mended): ') });
  expect(await place.run(['doctor'])).toMatchObject({ code: 0 });
  await place.remove();
});

import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { examine, intake } from '@picturerail/core';
import { type Client, makePlace, startGallery, type TestGallery, type TestPlace, testServers } from '@picturerail/testing';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow } from './files-below.ts';
import { importWays } from './hostile/import-ways.ts';
import { marksOf } from './hostile/marks-of.ts';
import { hiddenFiles, hiddenFolders, oddFiles, oddFolders, unsafe } from './hostile/odd-names.ts';
import { below, numberedPictures, put } from './hostile/odd-tree.ts';

const bin = path.resolve(import.meta.dirname, '../core/bin.mjs');
const width = 64;
/** RFC 6266, with nothing that could end the header or the name. */
const disposition = /^inline; filename="[^"\\%]*"(; filename\*=UTF-8''[\w.!~%-]+)?$/;

describe.each(importWays())('odd names, imported $way on $name', ({ server, inPlace }) => {
  let gallery: TestGallery;
  let folder: string;
  let entries: intake.Entry[];
  /** By the path below the folder in hexadecimal. */
  const pictures = new Map<string, Buffer>();

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'picturerail-names-')));
    const picture = await numberedPictures();
    const hang = async (...names: (string | Buffer)[]) => {
      const bytes = picture(pictures.size);
      pictures.set(below('', ...names).toString('hex'), bytes);
      await put(folder, names, bytes);
    };
    await hang('plain', 'plain.jpg');
    await hang('plain', 'plain too.jpg');
    await hang('plain', 'inside', 'plain.jpg');
    for (const name of oddFiles) await hang('files', name);
    for (const name of oddFolders) await hang('folders', name, 'picture.jpg');
    for (const name of hiddenFiles) await put(folder, ['hidden files', name], picture(-1));
    for (const name of hiddenFolders) await put(folder, ['hidden folders', name, 'picture.jpg'], picture(-1));
    gallery = await startGallery({ server, plugins: ['metadata'] });
    entries = await importAll();
    await gallery.jobs.run();
  }, 240_000);
  afterAll(async () => {
    await gallery?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const report = () => path.join(gallery.dir, 'report.jsonl');

  async function importAll(): Promise<intake.Entry[]> {
    const told: intake.Entry[] = [];
    const access = { entries: [{ principal: 'everyone', rights: ['view', 'download'] }] } as const;
    await intake.importFolder(gallery.house.intake, folder, { inPlace, access, report: report(), onEntry: (entry) => told.push(entry) });
    return told;
  }

  const added = () => entries.filter(({ state }) => state === 'added');

  async function pageOf(client: Client, address: string): Promise<string> {
    const { status, headers, text } = await client.get(address);
    if (status === 301) return pageOf(client, headers.get('location') ?? '');
    expect(status, address).toBe(200);
    return text;
  }

  it('each become an image, or are passed over with a reason, in one line of the report', async () => {
    expect(added()).toHaveLength(pictures.size);
    expect(new Set(added().map(({ imageId }) => imageId)).size).toBe(pictures.size);
    const others = entries.filter(({ state }) => state !== 'added');
    expect(others.map(({ state, code = '' }) => [state, code])).toEqual(
      Array.from({ length: hiddenFiles.length + hiddenFolders.length }, () => ['skipped', expect.stringMatching(/^import-(hidden|leftover)$/)]),
    );
    const lines = (await readFile(report(), 'utf8')).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines).toHaveLength(entries.length + 1);
    for (const line of lines) expect(line).not.toMatch(unsafe);
    for (const { path: shown, reason = '' } of entries) expect(`${shown}${reason}`).not.toMatch(/\n|[\u2028\u2029]/);
    for (const entry of entries) expect(`${entry.path} ${entry.reason ?? ''}`).not.toMatch(unsafe);
  });

  it('are remembered as the bytes they are, and nothing is taken in twice', async () => {
    const rows = await gallery.house.database.read.all<{ folder: string; name: Uint8Array }>(
      "SELECT f.path AS folder, s.name FROM import_sources s JOIN import_folders f ON f.id = s.folder_id WHERE s.state = 'taken'",
    );
    const names = rows.filter((row) => row.folder === 'files').map((row) => Buffer.from(row.name).toString('hex'));
    expect(names.sort()).toEqual(oddFiles.map((name) => name.toString('hex')).sort());
    const again = await importAll();
    expect(again.filter(({ state }) => state !== 'skipped').map(({ state }) => state)).toEqual(
      entries.filter(({ state }) => state === 'added').map(() => 'known'),
    );
    expect(again).toHaveLength(entries.length);
  });

  it('are shown as text on pages of images and albums, and add nothing else to them', async () => {
    const visitor = gallery.visitor();
    const albums = await gallery.house.database.read.all<{ id: number; title: string }>('SELECT id, title FROM albums WHERE id > 2');
    const addresses = [...added().map(({ imageId }) => `/images/${imageId}`), ...albums.map(({ id }) => `/albums/${id}`)];
    const isPlain = (title: string) => title === 'plain' || title === 'inside';
    const plain = [
      ...added().flatMap(({ path: shown, imageId }) => (shown.startsWith('plain/') ? [`/images/${imageId}`] : [])),
      ...albums.flatMap(({ id, title }) => (isPlain(title) ? [`/albums/${id}`] : [])),
    ];
    // What only albums of several pages have.
    const marks = new Set(['img loading', 'a aria-current', 'a aria-label']);
    for (const address of plain) for (const mark of marksOf(await pageOf(visitor, address))) marks.add(mark);
    expect([...marks].filter((mark) => mark.startsWith('<'))).toEqual([]);
    for (const address of addresses) {
      const page = await pageOf(visitor, address);
      expect(page.replaceAll('\t', ''), address).not.toMatch(unsafe);
      expect(
        [...marksOf(page)].filter((mark) => !marks.has(mark)),
        address,
      ).toEqual([]);
      expect(page, address).toMatch(/<title>[^<]*\S[^<]* · Test gallery<\/title>/);
    }
  });

  it('lead to the bytes of their originals, to names that can be saved, and to sizes of the whole picture', async () => {
    const visitor = gallery.visitor();
    const left = new Map([...pictures].map(([name, bytes]) => [bytes.toString('hex'), name]));
    for (const { imageId, path: shown } of added()) {
      const page = await pageOf(visitor, `/images/${imageId}`);
      const [original = '', size = ''] = [/\/media\/[^"]+\/original\.jpg/, /\/media\/[^"]+\/320\.jpg/].map((address) => address.exec(page)?.[0]);
      const saved = await visitor.get(original);
      expect(saved.headers.get('content-disposition'), shown).toMatch(disposition);
      expect(left.delete(Buffer.from(saved.bytes).toString('hex')), shown).toBe(true);
      const { status, bytes } = await visitor.get(size);
      expect([status, status === 200 && (await sharp(bytes).metadata()).width], shown).toEqual([200, width]);
    }
    expect([...left.values()]).toEqual([]);
  });

  it('leave originals whose names suit every file system, and nothing for doctor to find', async () => {
    const stored: string[] = [];
    for await (const key of gallery.house.storage.originals.list('')) stored.push(key);
    expect(stored).toHaveLength(inPlace ? 0 : pictures.size);
    for (const name of stored.flatMap((file) => file.split('/'))) {
      expect(name).not.toMatch(/[\\:*?"<>|]|[. ]$|^[. ]|^(con|nul|aux|com1)(\.|$)/i);
      expect(name).not.toMatch(unsafe);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120);
    }
    expect(new Set(stored.map((file) => file.normalize('NFC').toUpperCase())).size).toBe(stored.length);
    expect(await gallery.house.jobs.counts()).toMatchObject({ waiting: 0, running: 0, failed: 0 });
    expect(gallery.house.kernel.inspect('metadata')?.strikes).toEqual([]);
    expect(await filesBelow(gallery.house.storage.tmpDir)).toEqual([]);
    expect(await examine(gallery.house, { deep: true })).toEqual([]);
  });
});

describe.each(testServers())('the command, on $name', ({ server }) => {
  let place: TestPlace;
  let folder: string;
  beforeAll(async () => {
    place = await makePlace(server);
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'picturerail-names-')));
  });
  afterAll(async () => {
    await place.remove();
    for (const name of ['locked', 'locked.jpg']) await chmod(path.join(folder, name), 0o700);
    await rm(folder, { recursive: true, force: true });
  });

  it('lists what it cannot read or take on one line each, by names that leave a terminal alone', async ({ skip }) => {
    const promising = oddFiles.filter((name) => name.toString('latin1').endsWith('.jpg'));
    for (const name of promising) await put(folder, [name], 'this is no picture');
    await put(folder, ['locked', 'picture.jpg'], (await numberedPictures())(1));
    await put(folder, ['locked.jpg'], (await numberedPictures())(2));
    for (const name of ['locked', 'locked.jpg']) await chmod(path.join(folder, name), 0);
    // Root reads everything, unless it gives up that right for its child.
    const asUser = process.getuid?.() === 0 ? ['setpriv', '--bounding-set', '-dac_override,-dac_read_search'] : [];
    if (asUser.length > 0 && spawnSync('setpriv', ['--version']).error) skip('root reads everything, and there is no setpriv to give that up');
    const [first = '', ...words] = [...asUser, process.execPath, bin, 'import', folder];
    const { status, stdout, stderr } = spawnSync(first, words, { env: { PATH: process.env.PATH, ...place.env }, encoding: 'utf8' });
    expect([status, stdout.includes(`${promising.length}  refused`), stdout.includes('2  could not be read')], stderr).toEqual([0, true, true]);
    const lines = stderr.split('\n').filter((line) => /^(refused|failed): /.test(line));
    expect(stderr).not.toMatch(unsafe);
    expect(lines).toHaveLength(promising.length + 2);
    for (const line of lines) expect(line).toMatch(/^(refused|failed): .+: [A-Z].*\.$/);
    const may = 'You may not read it; check its permissions.';
    expect(lines).toEqual(expect.arrayContaining([`failed: locked: The folder cannot be read. ${may}`, `failed: locked.jpg: ${may}`]));
  });
});

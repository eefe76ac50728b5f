import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, open as openFile, realpath, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { examine, intake } from '@picturerail/core';
import { startGallery, type TestGallery } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importWays } from './hostile/import-ways.ts';
import { numberedPictures, put } from './hostile/odd-tree.ts';
import { tell } from './soak/told.ts';

/** Pictures in one folder. */
const names = Number(process.env.NAMES ?? 2_000);
const longLevels = 24;
/** Below a folder, with names that only their own folder can name. */
const makeLong = `const fs = require('node:fs');
process.chdir(process.argv[1]);
for (let level = 0; level < ${longLevels}; level += 1) {
  fs.mkdirSync('x'.repeat(200));
  process.chdir('x'.repeat(200));
  fs.writeFileSync('a.jpg', Buffer.concat([Buffer.from(process.argv[2], 'base64'), Buffer.from([level])]));
}`;
const isRoot = process.getuid?.() === 0;
const huge = 2 ** 40;

describe.each(importWays())('odd trees, imported $way on $name', ({ name: database, server, way, inPlace }) => {
  let gallery: TestGallery;
  let base: string;
  let picture: (number: number) => Buffer;
  let written = 0;

  beforeAll(async () => {
    base = await realpath(await mkdtemp(path.join(tmpdir(), 'picturerail-trees-')));
    picture = await numberedPictures();
    gallery = await startGallery({ server, plugins: ['metadata'] });
  });
  afterAll(async () => {
    await gallery?.close();
    // Paths of it are longer than those that Node's own removal can name.
    execFileSync('rm', ['-rf', base]);
  });

  const put1 = (folder: string, ...at: string[]) => {
    written += 1;
    return put(folder, at, picture(written));
  };

  async function importAll(folder: string) {
    const entries: intake.Entry[] = [];
    const access = { entries: [{ principal: 'everyone', rights: ['view', 'download'] }] } as const;
    const { counts } = await intake.importFolder(gallery.house.intake, folder, { inPlace, access, onEntry: (entry) => entries.push(entry) });
    return { counts, entries, fates: Object.fromEntries(entries.map(({ path: shown, state, code }) => [shown, code ?? state])) };
  }

  const expectSound = async () => expect(await examine(gallery.house)).toEqual([]);

  describe('what is no plain file', () => {
    let folder: string;
    let socket: Server;
    beforeAll(async () => {
      folder = path.join(base, 'no files');
      const at = (name: string) => path.join(folder, name);
      await put1(base, 'outside', 'outside.jpg');
      await put1(folder, 'good.jpg');
      await symlink('good.jpg', at('to a file inside.jpg'));
      await symlink(path.join(base, 'outside', 'outside.jpg'), at('to a file outside.jpg'));
      await symlink(path.join(base, 'outside'), at('to a folder'));
      await symlink('.', at('to itself'));
      await symlink('round.jpg', at('round.jpg'));
      await symlink('nowhere.jpg', at('dangling.jpg'));
      execFileSync('mkfifo', [at('pipe.jpg')]);
      socket = createServer().listen(at('socket.jpg'));
      await once(socket, 'listening');
      if (isRoot) execFileSync('mknod', [at('device.jpg'), 'c', '1', '5']);
      await writeFile(at('empty.jpg'), '');
      await writeFile(at('huge.jpg'), '');
      await writeFile(at('huge picture.jpg'), picture(0));
      for (const name of ['huge.jpg', 'huge picture.jpg']) await truncate(at(name), huge);
    });
    afterAll(() => new Promise((resolve) => socket.close(resolve)));

    const passedOver = {
      'to a file inside.jpg': 'import-link',
      'to a file outside.jpg': 'import-link',
      'to a folder': 'import-link',
      'to itself': 'import-link',
      'round.jpg': 'import-link',
      'dangling.jpg': 'import-link',
      'pipe.jpg': 'import-pipe',
      'socket.jpg': 'import-socket',
      ...(isRoot && { 'device.jpg': 'import-device' }),
    };

    it('is passed over or refused with a reason, without being followed, waited for or read to its end', async () => {
      const { fates, entries } = await importAll(folder);
      expect(fates).toEqual({
        ...passedOver,
        'good.jpg': 'added',
        'empty.jpg': expect.stringMatching(/empty/),
        'huge.jpg': expect.stringMatching(/large/),
        'huge picture.jpg': expect.stringMatching(/large/),
      });
      for (const { state, reason } of entries) if (state !== 'added') expect(reason).toMatch(/^[A-Z].*\.$/);
    });

    it('is known the second time', async () => {
      const before = 'import-refused-before';
      expect((await importAll(folder)).fates).toEqual({
        ...passedOver,
        'good.jpg': 'known',
        'empty.jpg': before,
        'huge.jpg': before,
        'huge picture.jpg': before,
      });
      await expectSound();
    });
  });

  it('a file that grows while it is read is the whole picture in the end', async () => {
    const folder = path.join(base, 'growing');
    await put1(folder, 'growing.jpg');
    const file = path.join(folder, 'growing.jpg');
    let grows = true;
    const growing = (async () => {
      while (grows) await appendFile(file, Buffer.alloc(4_096));
    })();
    const { entries } = await importAll(folder);
    grows = false;
    await growing;
    expect(entries.map(({ code, state }) => code ?? state)).toEqual([expect.stringMatching(/^(added|intake-changing)$/)]);
    const [whole] = (await importAll(folder)).entries;
    expect(whole?.state).toMatch(/^(added|changed|known)$/);
    const [row] = await gallery.house.database.read.all<{ bytes: number }>('SELECT bytes FROM images WHERE id = ?', [whole?.imageId ?? 0]);
    const handle = await openFile(file);
    expect(row?.bytes).toBe((await handle.stat()).size);
    await handle.close();
  });

  it('a tree 40 deep is albums 40 deep, each with its page', async () => {
    const folder = path.join(base, 'deep');
    const levels = Array.from({ length: 40 }, (_, index) => `level ${index + 1}`);
    for (const depth of [1, 20, 40]) await put1(folder, ...levels.slice(0, depth), 'picture.jpg');
    const { entries, counts } = await importAll(folder);
    expect(counts).toMatchObject({ added: 3, failed: 0 });
    expect((await importAll(folder)).counts).toMatchObject({ added: 0, known: 3 });
    const deepest = entries.find(({ path: shown }) => shown.startsWith(levels.join('/')));
    const page = await gallery.visitor().get(`/images/${deepest?.imageId}/picture`);
    expect(page.status).toBe(200);
    expect(page.text.match(/>level \d+<\/a><\/li>/g)).toHaveLength(40);
    await gallery.jobs.run();
    const original = await gallery.visitor().get(/\/media\/[^"]+\/original\.jpg/.exec(page.text)?.[0] ?? '');
    expect([...original.bytes]).toEqual([...picture(written)]);
    await expectSound();
  });

  it('a tree deeper than albums can lie is taken in as far as they do, and the rest named', async () => {
    const folder = path.join(base, 'deeper');
    const levels = Array.from({ length: 400 }, () => 'd');
    for (const depth of [1, 60, 399, 400]) await put1(folder, ...levels.slice(0, depth), 'picture.jpg');
    const first = await importAll(folder);
    expect(first.entries.map(({ state }) => state).sort()).toEqual(['added', 'added', 'failed', 'failed']);
    for (const { code, reason } of first.entries.filter(({ state }) => state === 'failed')) {
      expect(code).toBe('album-too-deep');
      expect(reason).toBe('It could not be stored: The album "d" would lie too deep; put it into an album nearer to the top.');
    }
    const again = await importAll(folder);
    expect(again.counts).toMatchObject({ known: 2, failed: 2, added: 0 });
    await expectSound();
  });

  it('a tree whose paths are longer than the system reads is taken in as far as it does, and the rest named', async () => {
    const folder = path.join(base, 'long');
    await put1(folder, 'a.jpg');
    written += 1;
    execFileSync(process.execPath, ['-e', makeLong, folder, picture(written).toString('base64')]);
    const { entries, counts } = await importAll(folder);
    const readable = Array.from({ length: longLevels }, (_, level) => folder.length + 201 * (level + 1) + '/a.jpg'.length).filter(
      (length) => length <= 4_095,
    ).length;
    expect(counts).toMatchObject({ added: 1 + readable, failed: 1 });
    const failed = entries.filter(({ state }) => state === 'failed');
    expect(failed.map(({ code }) => code)).toContain('import-folder-unreadable');
    for (const { reason } of failed) expect(reason).toMatch(/Its path is longer than the system reads; shorten the names of the folders above it\.$/);
    expect((await importAll(folder)).counts).toMatchObject({ known: 1 + readable, added: 0, failed: failed.length });
    await expectSound();
  });

  // Copies are decoded at once, originals in place by jobs.
  const count = inPlace ? names : names / 5;
  it(`a folder of ${count} pictures becomes one album, and is known again`, { timeout: 1_800_000 }, async () => {
    const folder = path.join(base, 'many');
    for (let number = 0; number < count; number += 1) await put1(folder, `${number}.jpg`);
    const first = await importAll(folder);
    expect(first.counts).toMatchObject({ added: count, failed: 0, refused: 0 });
    expect(new Set(first.entries.map(({ imageId }) => imageId)).size).toBe(count);
    expect((await importAll(folder)).counts).toMatchObject({ added: 0, known: count, vanished: 0 });
    const [album] = await gallery.house.database.read.all<{ id: number }>('SELECT id FROM albums WHERE title = ?', ['many']);
    for (const page of [1, Math.ceil(count / 60)]) expect((await gallery.visitor().get(`/albums/${album?.id}/many?page=${page}`)).status).toBe(200);
    await expectSound();
    tell(`${database}: a folder of ${count.toLocaleString('en')} pictures, imported ${way} and again.`);
  });
});

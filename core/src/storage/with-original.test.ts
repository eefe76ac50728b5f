import { mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareStorage } from './prepare-storage.ts';
import { findOriginal } from './read-original.ts';
import { openStorage, type Storage } from './storage.ts';
import { withOriginal } from './with-original.ts';

describe('an original in a declared root', () => {
  let dir: string;
  let root: string;
  let storage: Storage;
  beforeEach(async () => {
    dir = await realpath(await mkdtemp(path.join(tmpdir(), 'picturerail-roots-')));
    root = path.join(dir, 'photos');
    await mkdir(path.join(root, 'sub'), { recursive: true });
    await writeFile(path.join(root, 'sub/a.jpg'), 'inside');
    await writeFile(path.join(dir, 'secret.jpg'), 'outside');
    storage = openStorage({ dataDir: path.join(dir, 'data') });
    await prepareStorage(storage);
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const at = (relative: string | Buffer) => ({ root, path: Buffer.from(relative) });
  const read = async (relative: string | Buffer) => {
    const found = await findOriginal(storage, at(relative));
    const bytes = await found?.open();
    return bytes ? text(bytes) : null;
  };
  const worked = (relative: string | Buffer) =>
    withOriginal(
      storage,
      async () => at(relative),
      (file) => readFile(file, 'utf8'),
    );

  it('is read where it lies, whole and in part', async () => {
    expect(await read('sub/a.jpg')).toBe('inside');
    const part = await (await findOriginal(storage, at('sub/a.jpg')))?.open({ start: 2, end: 3 });
    expect(part && (await text(part))).toBe('si');
    expect(await worked('sub/a.jpg')).toBe('inside');
  });

  it('is not there where nothing, a folder or a file in place of a folder lies', async () => {
    for (const relative of ['gone.jpg', 'sub', 'sub/a.jpg/b.jpg']) expect(await read(relative)).toBeNull();
    await expect(worked('gone.jpg')).rejects.toMatchObject({ code: 'storage-original-gone', status: 404 });
  });

  it('is not read through a link that was put in its place', async () => {
    await rm(path.join(root, 'sub/a.jpg'));
    await symlink(path.join(dir, 'secret.jpg'), path.join(root, 'sub/a.jpg'));
    await expect(read('sub/a.jpg')).rejects.toMatchObject({ code: 'storage-outside-root' });
    await expect(worked('sub/a.jpg')).rejects.toMatchObject({ code: 'storage-outside-root' });
  });

  it('is not read through a link that was put in the place of a folder', async () => {
    await rename(path.join(root, 'sub'), path.join(dir, 'elsewhere'));
    await symlink(path.join(dir, 'elsewhere'), path.join(root, 'sub'));
    await expect(read('sub/a.jpg')).rejects.toMatchObject({ code: 'storage-outside-root' });
    await expect(worked('sub/a.jpg')).rejects.toMatchObject({ code: 'storage-outside-root' });
  });

  it('is not read outside its root, whatever its path says', async () => {
    await expect(read('../secret.jpg')).rejects.toMatchObject({ code: 'storage-outside-root' });
  });

  it.skipIf(process.platform === 'darwin')('is worked on where its name is no text, and nothing stays of that', async () => {
    const name = Buffer.from([0x61, 0xff, 0x2e, 0x6a]);
    await writeFile(Buffer.concat([Buffer.from(`${root}/`), name]), 'odd');
    expect(await read(name)).toBe('odd');
    expect(await worked(name)).toBe('odd');
    expect(await readdir(storage.tmpDir)).toEqual([]);
  });

  it('is worked on by a plain name where its own ends with what decoders take for options, in a root and in the store', async () => {
    const name = 'a.jpg[shrink=2]';
    await writeFile(path.join(root, name), 'odd');
    await storage.originals.write(name, Buffer.from('stored'));
    for (const [place, text] of [
      [at(name), 'odd'],
      [{ keys: [name] }, 'stored'],
    ] as const) {
      const work = async (file: string) => [path.basename(file).includes(']'), await readFile(file, 'utf8')];
      expect(await withOriginal(storage, async () => place, work)).toEqual([false, text]);
    }
    expect(await readdir(storage.tmpDir)).toEqual([]);
  });
});

describe('a stored original', () => {
  let dir: string;
  let storage: Storage;
  let key: string;
  beforeEach(async () => {
    dir = await realpath(await mkdtemp(path.join(tmpdir(), 'picturerail-stored-')));
    storage = openStorage({ dataDir: dir });
    await prepareStorage(storage);
    key = 'Album 0/a.jpg';
    await mkdir(path.join(dir, 'originals/Album 0'), { recursive: true });
    await writeFile(path.join(dir, 'originals', key), 'bytes');
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const moveTo = async (album: string) => {
    const to = `${album}/a.jpg`;
    await storage.originals.rename(key, to);
    key = to;
  };

  it('is found however often its album is renamed before the work gets to open it', async () => {
    let renames = 0;
    const file = await withOriginal(
      storage,
      async () => ({ keys: [key] }),
      async (found) => {
        if (renames < 5) {
          renames += 1;
          await moveTo(`Album ${renames}`);
        }
        return readFile(found, 'utf8');
      },
    );
    expect([file, renames]).toEqual(['bytes', 5]);
  });

  it('is looked for twice where it was said to be, and not for ever', async () => {
    let asked = 0;
    const find = async () => {
      asked += 1;
      return { keys: ['Nowhere/a.jpg'] };
    };
    await expect(withOriginal(storage, find, (found) => readFile(found, 'utf8'))).rejects.toMatchObject({ code: 'storage-original-gone' });
    expect(asked).toBe(2);
    const elsewhere = async () => ({ keys: [`Nowhere ${asked++}/a.jpg`] });
    await expect(withOriginal(storage, elsewhere, (found) => readFile(found, 'utf8'))).rejects.toMatchObject({ code: 'storage-original-gone' });
    expect(asked).toBeLessThan(100);
  });
});

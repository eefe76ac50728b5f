import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLocalStorage } from './local-storage.ts';

let dir: string;
const storage = () => createLocalStorage(path.join(dir, 'store'));

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'picturerail-storage-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const keysBelow = async (prefix: string) => {
  const keys: string[] = [];
  for await (const key of storage().list(prefix)) keys.push(key);
  return keys.sort();
};
const read = async (key: string, range?: { start?: number; end?: number }) => {
  const stream = await storage().read(key, range);
  return stream === null ? null : text(stream);
};

describe('writing', () => {
  test('bytes and streams are read again as they were', async () => {
    expect(await storage().write('a/b.txt', Buffer.from('hello'))).toMatchObject({ bytes: 5 });
    await storage().write('a/c.txt', Readable.from([Buffer.from('hel'), Buffer.from('lo')]));
    expect(await read('a/b.txt')).toBe('hello');
    expect(await read('a/c.txt')).toBe('hello');
    const stored = await storage().stat('a/b.txt');
    expect(stored?.bytes).toBe(5);
    expect(Math.abs((stored?.modifiedAt ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  test('a stream that fails leaves the old bytes and no part', async () => {
    await storage().write('a.txt', Buffer.from('old'));
    const failing = Readable.from(
      (async function* () {
        yield Buffer.from('new');
        throw new Error('the line broke');
      })(),
    );
    await expect(storage().write('a.txt', failing)).rejects.toThrow('the line broke');
    expect(await read('a.txt')).toBe('old');
    expect(await readdir(path.join(dir, 'store/.parts'))).toEqual([]);
  });

  test('what is stored can be read by others on this machine', async () => {
    const upload = path.join(dir, 'upload');
    await writeFile(upload, 'x', { mode: 0o600 });
    await storage().adopt('a/x.jpg', upload);
    await storage().write('a/y.jpg', Buffer.from('y'));
    for (const key of ['a/x.jpg', 'a/y.jpg']) expect((await stat(path.join(dir, 'store', key))).mode & 0o044).toBe(0o044);
  });

  test('two writers of one key leave the whole bytes of one of them', async () => {
    const one = Buffer.alloc(300_000, 1);
    const two = Buffer.alloc(200_000, 2);
    await Promise.all(Array.from({ length: 10 }, (_, index) => storage().write('same', index % 2 ? one : two)));
    const stream = await storage().read('same');
    const bytes = stream === null ? Buffer.alloc(0) : await buffer(stream);
    expect(bytes.equals(one) || bytes.equals(two)).toBe(true);
  });

  test('a name that is a folder already is told as a failure that names it', async () => {
    await storage().write('a/b', Buffer.from('x'));
    await expect(storage().write('a', Buffer.from('x'))).rejects.toThrow('"a" could not be written');
  });

  test('a read-only folder is an outage that says what to do', async () => {
    // Root may write everywhere; a file in place of a folder fails for everybody.
    await writeFile(path.join(dir, 'store'), '');
    await expect(storage().write('a', Buffer.from('x'))).rejects.toMatchObject({ code: expect.stringMatching(/^storage-/) });
  });
});

describe('adopting', () => {
  test('a finished file is put in place and gone from where it was', async () => {
    const file = path.join(dir, 'upload');
    await writeFile(file, 'picture');
    expect(await storage().adopt('Album/picture.jpg', file)).toMatchObject({ bytes: 7 });
    expect(await read('Album/picture.jpg')).toBe('picture');
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  test('a file that is not there is a failure', async () => {
    await expect(storage().adopt('a', path.join(dir, 'nothing'))).rejects.toMatchObject({ code: 'storage-failed', status: 500 });
  });

  test('a file of another file system is copied, where there is one', async () => {
    const other = await mkdtemp('/dev/shm/picturerail-').catch(() => null);
    if (other === null || (await stat(other)).dev === (await stat(dir)).dev) return;
    try {
      await writeFile(path.join(other, 'upload'), 'picture');
      await storage().adopt('a/b/picture.jpg', path.join(other, 'upload'));
      expect(await read('a/b/picture.jpg')).toBe('picture');
      expect(await readdir(other)).toEqual([]);
      expect(await readdir(path.join(dir, 'store/a/b'))).toEqual(['picture.jpg']);
    } finally {
      await rm(other, { recursive: true });
    }
  });
});

describe('reading', () => {
  test('ranges are inclusive, and open at either end', async () => {
    await storage().write('a', Buffer.from('0123456789'));
    expect(await read('a', { start: 2, end: 4 })).toBe('234');
    expect(await read('a', { start: 7 })).toBe('789');
    expect(await read('a', { end: 1 })).toBe('01');
    expect(await read('a', { start: 20 })).toBe('');
  });

  test('absence is a value', async () => {
    await storage().write('folder/a', Buffer.from('x'));
    for (const key of ['nothing', 'folder', 'folder/a/b']) {
      expect(await storage().read(key)).toBeNull();
      expect(await storage().stat(key)).toBeNull();
      if (key !== 'folder') expect(await storage().remove(key)).toBe(false);
    }
  });

  test('a pipe among the originals is no file, and nobody waits for it', async () => {
    await mkdir(path.join(dir, 'store'));
    execFileSync('mkfifo', [path.join(dir, 'store/pipe')]);
    expect(await storage().read('pipe')).toBeNull();
    expect(await storage().stat('pipe')).toBeNull();
    expect(await keysBelow('')).toEqual([]);
  });

  test('keys that leave the folder are refused by every verb', async () => {
    await writeFile(path.join(dir, 'secret'), 'secret');
    const key = '../secret';
    await expect(storage().read(key)).rejects.toMatchObject({ code: 'storage-key-invalid' });
    await expect(storage().write(key, Buffer.from('x'))).rejects.toMatchObject({ code: 'storage-key-invalid' });
    await expect(storage().remove(key)).rejects.toMatchObject({ code: 'storage-key-invalid' });
    await expect(storage().rename('a', key)).rejects.toMatchObject({ code: 'storage-key-invalid' });
    await expect(keysBelow('..')).rejects.toMatchObject({ code: 'storage-key-invalid' });
    expect(() => storage().localPath(key)).toThrow('".."');
  });
});

describe('listing', () => {
  test('names every file below a prefix, but neither links nor parts', async () => {
    for (const key of ['a/1', 'a/b/2', 'ab/3', '4']) await storage().write(key, Buffer.from(key));
    await symlink('/etc/passwd', path.join(dir, 'store/a/link'));
    expect(await keysBelow('')).toEqual(['4', 'a/1', 'a/b/2', 'ab/3']);
    expect(await keysBelow('a')).toEqual(['a/1', 'a/b/2']);
    expect(await keysBelow('a/')).toEqual(['a/1', 'a/b/2']);
    expect(await keysBelow('nothing')).toEqual([]);
  });
});

describe('renaming', () => {
  test('a folder goes with all below it', async () => {
    for (const key of ['Old/1', 'Old/Sub/2']) await storage().write(key, Buffer.from(key));
    expect(await storage().rename('Old', 'Parent/New')).toBe(true);
    expect(await keysBelow('')).toEqual(['Parent/New/1', 'Parent/New/Sub/2']);
    expect(await storage().rename('Old', 'Parent/New')).toBe(false);
  });

  test('what is there already is not replaced', async () => {
    await storage().write('a', Buffer.from('a'));
    await storage().write('b', Buffer.from('b'));
    await expect(storage().rename('a', 'b')).rejects.toMatchObject({ code: 'storage-key-taken', status: 409 });
    expect(await read('b')).toBe('b');
    expect(await storage().rename('a', 'a')).toBe(true);
    expect(await storage().rename('a', 'A')).toBe(true);
    expect(await keysBelow('')).toEqual(['A', 'b']);
  });
});

describe('removing', () => {
  test('folders that are left empty go too, the store itself stays', async () => {
    await storage().write('1/12/hash/480.jpg', Buffer.from('x'));
    await storage().write('1/13/hash/480.jpg', Buffer.from('x'));
    expect(await storage().remove('1/12/hash/480.jpg')).toBe(true);
    expect(await readdir(path.join(dir, 'store/1'))).toEqual(['13']);
    expect(await storage().remove('1/13/hash/480.jpg')).toBe(true);
    expect(await readdir(path.join(dir, 'store'))).toEqual(['.parts']);
  });

  test.each([true, false])('writing and removing beside each other never fails (directories synced: %s)', async (syncDirectories) => {
    const store = createLocalStorage(path.join(dir, 'store'), { syncDirectories });
    await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        await store.write(`deep/er/${index % 3}`, Buffer.from('x'));
        await store.remove(`deep/er/${index % 3}`);
      }),
    );
    expect((await store.stat('deep/er/0')) === null || (await read('deep/er/0')) === 'x').toBe(true);
  });
});

test('bytes are where a backup looks for them', async () => {
  await storage().write('Travel/Rome/IMG 1.jpg', Buffer.from('x'));
  expect(await readFile(path.join(dir, 'store/Travel/Rome/IMG 1.jpg'), 'utf8')).toBe('x');
  expect(storage().localPath('Travel/Rome/IMG 1.jpg')).toBe(path.join(dir, 'store/Travel/Rome/IMG 1.jpg'));
});

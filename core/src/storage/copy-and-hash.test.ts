import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyAndHash, hashFile } from './copy-and-hash.ts';

let dir: string;
const at = (name: string) => path.join(dir, name);
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'picturerail-hash-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const bytes = Buffer.alloc(3_000_001, 'picture');
const sha256 = createHash('sha256').update(bytes).digest('hex');

test('a copy has the same bytes, and the hash is theirs', async () => {
  await writeFile(at('from'), bytes);
  expect(await copyAndHash(at('from'), at('to'))).toEqual({ sha256, bytes: bytes.length });
  expect((await readFile(at('to'))).equals(bytes)).toBe(true);
  expect(await hashFile(at('from'))).toEqual({ sha256, bytes: bytes.length });
});

test('a stream is copied alike', async () => {
  expect(await copyAndHash(Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]), at('to'))).toEqual({ sha256, bytes: bytes.length });
});

test('a target that exists is not written over', async () => {
  await writeFile(at('from'), bytes);
  await writeFile(at('to'), 'precious');
  await expect(copyAndHash(at('from'), at('to'))).rejects.toThrow('EEXIST');
  expect(await readFile(at('to'), 'utf8')).toBe('precious');
});

test('a stream longer than allowed ends, and so does an aborted copy', async () => {
  const endless = Readable.from(
    (function* () {
      for (;;) yield Buffer.alloc(65_536);
    })(),
  );
  await expect(copyAndHash(endless, at('to'), { maxBytes: 1_000_000 })).rejects.toThrow('1000000');
  expect(endless.destroyed).toBe(true);
  await writeFile(at('from'), bytes);
  await expect(hashFile(at('from'), { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
});

test('a file that is not there is an error', async () => {
  await expect(hashFile(at('nothing'))).rejects.toThrow('ENOENT');
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { thisProcess, workingName } from '#runtime';
import { prepareStorage } from './prepare-storage.ts';
import { openStorage } from './storage.ts';

test('leftovers of a day ago are swept, what is being worked on stays, and nothing else is touched', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'picturerail-sweep-'));
  const storage = openStorage({ dataDir });
  await prepareStorage(storage);
  await storage.originals.write('Album/a.jpg', Buffer.from('x'));
  const old = new Date(Date.now() - 25 * 3_600_000);
  await mkdir(path.join(storage.tmpDir, 'derivatives-1/deep'), { recursive: true });
  await writeFile(path.join(storage.tmpDir, 'fresh'), '');
  await writeFile(path.join(dataDir, 'originals/.parts/old'), '');
  await utimes(path.join(storage.tmpDir, 'derivatives-1'), old, old);
  await utimes(path.join(dataDir, 'originals/.parts/old'), old, old);
  await utimes(path.join(dataDir, 'originals/Album/a.jpg'), old, old);

  await prepareStorage(storage);

  expect(await readdir(storage.tmpDir)).toEqual(['fresh']);
  expect(await readdir(path.join(dataDir, 'originals/.parts'))).toEqual([]);
  expect(await storage.originals.stat('Album/a.jpg')).not.toBeNull();
  await rm(dataDir, { recursive: true });
});

test('what a process left that is gone is swept at once', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'picturerail-sweep-'));
  const storage = openStorage({ dataDir });
  await prepareStorage(storage);
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  const mine = workingName(storage.tmpDir, 'arrival');
  const left = mine.replace(encodeURIComponent(thisProcess), encodeURIComponent(`${hostname()} ${child.pid} 1`));
  expect(left).not.toBe(mine);
  for (const file of [mine, left]) await writeFile(file, '');
  await mkdir(left.replace(/arrival$/, 'derivatives/deep'), { recursive: true });
  await prepareStorage(storage);
  expect(await readdir(storage.tmpDir)).toEqual([path.basename(mine)]);
  await rm(dataDir, { recursive: true });
});

test('originals may live with another driver', () => {
  const elsewhere = openStorage({ dataDir: '/data/other' }).originals;
  const storage = openStorage({ dataDir: '/data' }, elsewhere);
  expect(storage.originals).toBe(elsewhere);
  expect(storage.derivatives.localPath('1/1/x/480.jpg')).toBe('/data/derivatives/1/1/x/480.jpg');
});

import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { sweepWorkingNames } from '#runtime';
import type { Storage } from './storage.ts';
import { partsFolder } from './storage-key.ts';

const dayMs = 86_400_000;

/** Makes the working folders and removes what processes of this machine that are gone left in it, and others a day ago or longer. */
export async function prepareStorage(storage: Storage, now = Date.now()): Promise<Storage> {
  await mkdir(storage.tmpDir, { recursive: true });
  await mkdir(storage.presenceDir, { recursive: true });
  for (const folder of [storage.tmpDir, storage.presenceDir]) await sweepWorkingNames(folder);
  const stores = [storage.originals, storage.derivatives, storage.files].map((driver) => driver.localPath('x'));
  const parts = stores.filter((below) => below !== null).map((below) => path.join(path.dirname(below), partsFolder));
  for (const folder of [storage.tmpDir, ...parts]) await sweepFolder(folder, now - dayMs);
  return storage;
}

async function sweepFolder(folder: string, before: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const file = path.join(folder, name);
    const found = await stat(file).catch(() => null);
    if (found !== null && found.mtimeMs < before) await rm(file, { recursive: true, force: true });
  }
}

import { lstat, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '#config';
import { copyAndHash, hashFile, type Storage } from '#storage';
import { keyFile, keyLiesInData } from './key-check.ts';
import type { KeptFile } from './manifest.ts';

/** Copies the files that plans refer to, and all installed versions of plugins and themes, neither of which ever change. */
export async function takeFiles(storage: Storage, config: Pick<Config, 'dataDir'>, folder: string): Promise<KeptFile[]> {
  const kept: KeptFile[] = [];
  for await (const key of storage.files.list('')) {
    const bytes = await storage.files.read(key);
    if (bytes !== null) kept.push(await keep(bytes, folder, `files/${key}`));
  }
  for (const place of await installedFiles(config.dataDir)) {
    const file = path.join(config.dataDir, place);
    // Uninstalled meanwhile: then the tables do not know it either.
    if ((await lstat(file).catch(() => null))?.isFile()) kept.push(await keep(file, folder, place));
  }
  return kept;
}

type Bytes = Parameters<typeof copyAndHash>[0];

async function keep(from: Bytes, folder: string, place: string): Promise<KeptFile> {
  const to = path.join(folder, place);
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
  return { path: place, ...(await copyAndHash(from, to)) };
}

/** `plugins/<id>/<version>+<hash>/...` */
async function installedFiles(dataDir: string): Promise<string[]> {
  const places: string[] = [];
  for (const copy of await installedCopies(dataDir)) {
    const entries = await readdir(path.join(dataDir, copy), { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries.filter((one) => one.isFile()))
      places.push(path.relative(dataDir, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
  }
  return places.toSorted();
}

/** Folders of installed versions, as `plugins/<id>/<version>+<hash>`. */
export async function installedCopies(dataDir: string): Promise<string[]> {
  const copies: string[] = [];
  const foldersIn = async (place: string) =>
    (await readdir(path.join(dataDir, place), { withFileTypes: true }).catch(() => [])).filter((one) => one.isDirectory()).map(({ name }) => name);
  for (const id of (await foldersIn('plugins')).filter((name) => !name.startsWith('.') && name !== 'node_modules')) {
    for (const copy of await foldersIn(`plugins/${id}`)) if (copy.includes('+')) copies.push(`plugins/${id}/${copy}`);
  }
  return copies.toSorted();
}

/** The key, where it lies in DATA_DIR: one that comes from the environment is kept apart from the data on purpose. */
export async function takeKey(config: Pick<Config, 'dataDir' | 'secretKey'>, folder: string): Promise<KeptFile[]> {
  if (!(await keyLiesInData(config))) return [];
  const file = path.join(folder, keyFile);
  await writeFile(file, `${config.secretKey.toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  return [{ path: keyFile, ...(await hashFile(file)) }];
}

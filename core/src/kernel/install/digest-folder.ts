import { createHash } from 'node:crypto';
import { open, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/**
 * SHA-256, in hexadecimal, over the names and contents of all files in a folder: the same bytes give the same digest
 * wherever they come from. With `sync`, files and folders are on disk when it answers.
 */
export async function digestFolder(dir: string, { sync = false }: { readonly sync?: boolean } = {}): Promise<string> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hash = createHash('sha256');
  for (const { name, file } of files.map((path) => ({ name: relative(dir, path).replaceAll(sep, '/'), file: path })).toSorted(byName))
    hash.update(`${name}\0${await digestFile(file, sync)}\n`);
  if (sync)
    for (const folder of [...entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name)), dir]) await syncFolder(folder);
  return hash.digest('hex');
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);

async function digestFile(file: string, sync: boolean): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const content = await handle.readFile();
    if (sync) await handle.sync();
    return createHash('sha256').update(content).digest('hex');
  } finally {
    await handle.close();
  }
}

/** Makes renames in a folder survive a power cut. Some file systems cannot, and say so: then there is nothing to do. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

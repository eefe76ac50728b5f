import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrokenPackage, Discovery, Package } from './package.ts';
import { readPackage } from './read-package.ts';

type Read = Package | BrokenPackage | null;

const isBroken = (read: Package | BrokenPackage): read is BrokenPackage => 'problem' in read;

async function foldersIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => (entry.isDirectory() || entry.isSymbolicLink()) && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map((entry) => join(dir, entry.name))
    .toSorted();
}

async function readFolder(dir: string): Promise<Read[]> {
  const itself = await readPackage(dir);
  return itself ? [itself] : Promise.all((await foldersIn(dir)).map(readPackage));
}

/** Finds plugins and themes: each of `dirs` is a package itself or a folder of packages. Runs no code of theirs. */
export async function discoverPackages(dirs: readonly string[]): Promise<Discovery> {
  const reads = (await Promise.all(dirs.map(readFolder))).flat().filter((read) => read !== null);
  const byId = new Map<string, Package>();
  const broken = reads.filter(isBroken);
  for (const read of reads) {
    if (isBroken(read)) continue;
    const first = byId.get(read.id);
    if (first)
      broken.push({
        id: read.id,
        dir: read.dir,
        problem: `The package in "${read.dir}" has the id "${read.id}", which the one in "${first.dir}" has already.`,
      });
    else byId.set(read.id, read);
  }
  return { packages: [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)), broken };
}

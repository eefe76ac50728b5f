import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrokenPackage, InstalledPackage } from './package.ts';
import { readPackage } from './read-package.ts';

const foldersIn = async (dir: string): Promise<string[]> => {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules').map(({ name }) => name);
};

/** All versions that were installed below a folder, as `<id>/<version>+<hash>`. Runs no code of theirs. */
export async function installedPackages(
  pluginsDir: string,
): Promise<{ readonly packages: readonly InstalledPackage[]; readonly broken: readonly BrokenPackage[] }> {
  const packages: InstalledPackage[] = [];
  const broken: BrokenPackage[] = [];
  for (const id of (await foldersIn(pluginsDir)).toSorted()) {
    for (const folder of (await foldersIn(join(pluginsDir, id))).filter((name) => name.includes('+')).toSorted()) {
      const read = await readPackage(join(pluginsDir, id, folder));
      if (read === null) continue;
      if ('problem' in read) broken.push(read);
      else if (read.id === id) packages.push({ ...read, folder });
    }
  }
  return { packages, broken };
}

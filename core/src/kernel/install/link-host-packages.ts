import { existsSync } from 'node:fs';
import { mkdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { hostPackages } from './host-packages.ts';
import { newStage } from './stages.ts';

/** Lets what lies below `pluginsDir` import the host's packages: `node_modules` in it holds links, made anew where they point elsewhere. */
export async function linkHostPackages(pluginsDir: string): Promise<void> {
  for (const name of hostPackages) {
    const target = whereIs(name);
    if (target !== null) await link(pluginsDir, name, target);
  }
}

/** The folder Node would take for it, from here. */
function whereIs(name: string): string | null {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  return folders.map((folder) => join(folder, name)).find((folder) => existsSync(join(folder, 'package.json'))) ?? null;
}

/** By way of another name, so that processes that start together never see it missing. */
async function link(pluginsDir: string, name: string, target: string): Promise<void> {
  const place = join(pluginsDir, 'node_modules', name);
  if ((await readlink(place).catch(() => null)) === target) return;
  try {
    const made = await newStage(pluginsDir, 'link');
    await mkdir(dirname(place), { recursive: true });
    await symlink(target, made, 'junction');
    await rename(made, place).catch(() => replaceFolder(made, place));
  } catch (error) {
    // Where the data folder may not be written to, a plugin that misses the package says so when it is imported.
    if (!['EROFS', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** A folder that somebody put there is in the way of a rename. */
async function replaceFolder(made: string, place: string): Promise<void> {
  await rm(place, { recursive: true, force: true });
  await rename(made, place);
}

import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Package } from '#kernel';

export interface ShadowOptions {
  /** Where folders of packages are made. */
  readonly into: string;
  readonly version: string;
}

const entry = 'sabotaged-entry.js';

/**
 * A package that is the given one in all but its version and its entry, which puts the saboteur between plugin and
 * rail. Everything else in it leads to the original. Answers its folder.
 */
export async function makeShadow({ dir, manifest, id }: Package, { into, version }: ShadowOptions): Promise<string> {
  const folder = join(into, `${id}-${version}`);
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(dir)) if (name !== 'package.json') await symlink(join(dir, name), join(folder, name));
  const shadow = manifest.entry === undefined ? manifest : { ...manifest, entry: `./${entry}` };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ version, type: 'module', picturerail: shadow }));
  if (manifest.entry !== undefined) await writeFile(join(folder, entry), entryText(join(dir, manifest.entry)));
  return folder;
}

function entryText(original: string): string {
  const saboteur = new URL('./saboteur.js', import.meta.url).href;
  return `import { sabotaged } from ${JSON.stringify(saboteur)};\nimport plugin from ${JSON.stringify(pathToFileURL(original).href)};\nexport default sabotaged(plugin);\n`;
}

import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Attribution } from './hooks/attribution.ts';
import type { Package } from './packages/package.ts';

/** As stacks name the files of a package, by address or by path: links are followed when a module is loaded. */
function placesOf({ dir }: Package): string[] {
  try {
    const real = realpathSync(dir);
    return [`${pathToFileURL(real).href}/`, real + sep];
  } catch {
    return [];
  }
}

/** The plugin among these whose file an error passed through last, by its stack: what is left when its call is long over. */
export function whoseError(error: unknown, plugins: readonly Package[]): Attribution | undefined {
  const lines = error instanceof Error && typeof error.stack === 'string' ? error.stack.split('\n') : [];
  const known = plugins.map((plugin) => ({ plugin: plugin.id, places: placesOf(plugin) }));
  for (const line of lines) {
    const found = known.find(({ places }) => places.some((place) => line.includes(place)));
    if (found) return { plugin: found.plugin, where: 'its own code, after its call was over' };
  }
  return undefined;
}

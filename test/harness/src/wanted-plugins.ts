import { fileURLToPath } from 'node:url';
import { kernel } from '@picturerail/core';

export interface WantedPlugins {
  readonly active: readonly string[] | 'bundled';
  /** Folders of packages that are not among the bundled ones. */
  readonly folders: readonly string[];
}

/** What `plugins` of `startGallery` names: ids as they are, folders by the id of the package in them. */
export async function wantedPlugins(plugins: readonly (string | URL)[] | 'bundled'): Promise<WantedPlugins> {
  if (plugins === 'bundled') return { active: plugins, folders: [] };
  const folders = plugins.filter((one) => one instanceof URL).map((url) => fileURLToPath(url));
  const named = await Promise.all(plugins.map((one) => (one instanceof URL ? idIn(fileURLToPath(one)) : one)));
  return { active: named.filter((id) => id !== null), folders };
}

/** Null for a theme, which nobody activates. */
async function idIn(folder: string): Promise<string | null> {
  const { packages, broken } = await kernel.discoverPackages([folder]);
  const [problem] = broken;
  if (problem) throw new Error(problem.problem);
  const [found] = packages;
  if (!found) throw new Error(`There is no plugin in "${folder}": its package.json has no "picturerail" key.`);
  return found.kind === 'plugin' ? found.id : null;
}

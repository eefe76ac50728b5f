import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from '@picturerail/sdk';
import { loadFailed, notAPlugin } from './errors.ts';
import type { Package } from './packages/package.ts';

/** Imports a plugin's entry. */
export type LoadPlugin = (plugin: Package) => Promise<Plugin>;

const isPlugin = (value: unknown): value is Plugin => typeof value === 'object' && value !== null && 'setup' in value && typeof value.setup === 'function';

/** An unchanged module is loaded once. Node never forgets one that failed, so the attempt after a failure asks for another URL. */
export function createLoader(): LoadPlugin {
  const failures = new Map<string, number>();
  return async ({ id, dir, manifest }) => {
    const entry = join(dir, manifest.entry ?? '');
    const url = pathToFileURL(entry);
    const failed = failures.get(url.href);
    if (failed !== undefined) url.searchParams.set('attempt', String(failed));
    let loaded: { readonly default?: unknown };
    try {
      loaded = await import(url.href);
    } catch (error) {
      failures.set(pathToFileURL(entry).href, (failed ?? 0) + 1);
      throw loadFailed(id, entry, error);
    }
    if (!isPlugin(loaded.default)) throw notAPlugin(id, entry);
    return loaded.default;
  };
}

import { match } from 'path-to-regexp';
import { routeInvalid } from './errors.ts';

/** What stands for `:name` and `*name`; null where the path is another. */
export type MatchPath = (path: string) => { readonly [name: string]: string } | null;

/** Compiles a pattern. `base` stands before it as it is. Errors: `route-invalid`. */
export function pathPattern(plugin: string, base: string, path: string): MatchPath {
  if (typeof path !== 'string' || !path.startsWith('/')) throw routeInvalid(plugin, String(path), 'a path begins with "/"');
  const matches = compiled(plugin, base, path);
  return (asked) => {
    try {
      const found = matches(asked);
      return found ? textsOf(found.params) : null;
    } catch {
      // `%` without two digits behind it: no page has such an address.
      return null;
    }
  };
}

function compiled(plugin: string, base: string, path: string) {
  try {
    return match(base === '' ? path : base + (path === '/' ? '' : path), { sensitive: true, trailing: false });
  } catch (error) {
    const problem = (error instanceof Error ? error.message : String(error)).split(/[:;]/)[0];
    throw routeInvalid(plugin, path, `${problem}. ":name" stands for one segment, "*name" for the rest, "{...}" for what may be left out`);
  }
}

const textsOf = (params: { readonly [name: string]: string | string[] | undefined }): { [name: string]: string } =>
  Object.fromEntries(Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.join('/') : value]])));

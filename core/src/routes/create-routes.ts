import { pathTaken, routeTwice } from './errors.ts';
import { reservedPaths } from './reserved-paths.ts';
import type { Method, Route } from './route.ts';

/** The route of a request with what stood for `:name`, or the methods that its path knows instead. */
export type Found = { readonly route: Route; readonly params: { readonly [name: string]: string } } | { readonly allowed: readonly Method[] };

/** A page of a plugin that stands in the menu of the administration. */
export interface AdminEntry {
  readonly plugin: string;
  /** `%key%` is looked up in the plugin's texts. */
  readonly label: string;
  readonly url: string;
  readonly for: 'webmaster' | 'administrator';
}

/** What plugins serve in this process, by path. */
export interface Routes {
  /** HEAD is found as GET. Null where no plugin has this path. */
  find(method: string, path: string): Found | null;
  /** By plugin. */
  menu(): readonly AdminEntry[];
  /** Answers how it is taken back. Errors: `route-twice`. */
  add(route: Route): () => void;
  /** A path outside `/p/<id>`, with all below it. Answers how it is given up. Errors: `path-taken`. */
  claim(plugin: string, path: string): () => void;
}

const ofPlugin = /^(?:\/admin)?\/p\/([^/]+)/;

export function createRoutes(): Routes {
  const byPlugin = new Map<string, readonly Route[]>();
  const claims = new Map<string, string>();

  /** `/shop/cart/7` belongs to whoever claimed it, `/shop/cart` or `/shop`. */
  const claimant = (path: string): string | undefined => {
    if (claims.size === 0) return undefined;
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const plugin = claims.get(path.slice(0, end));
      if (plugin !== undefined) return plugin;
    }
    return undefined;
  };

  return {
    find: (method, path) => {
      const plugin = ofPlugin.exec(path)?.[1] ?? claimant(path);
      const routes = plugin === undefined ? undefined : byPlugin.get(plugin);
      return routes ? foundAmong(routes, method === 'HEAD' ? 'GET' : method, path) : null;
    },
    menu: () => [...byPlugin].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, routes]) => routes.flatMap(entryOf)),
    add: (route) => {
      const { plugin, method, pattern } = route;
      const known = byPlugin.get(plugin) ?? [];
      if (known.some((other) => other.method === method && other.pattern === pattern)) throw routeTwice(plugin, method, pattern);
      byPlugin.set(plugin, [...known, route]);
      return () => {
        const left = (byPlugin.get(plugin) ?? []).filter((other) => other !== route);
        if (left.length === 0) byPlugin.delete(plugin);
        else byPlugin.set(plugin, left);
      };
    },
    claim: (plugin, path) => {
      const first = path.split('/')[1] ?? '';
      if (reservedPaths.has(first)) throw pathTaken(plugin, path, 'the gallery itself', `/${first}`);
      const taken = [...claims].find(([other]) => isBelow(path, other) || isBelow(other, path));
      if (taken) throw pathTaken(plugin, path, `the plugin "${taken[1]}"`, taken[0]);
      claims.set(path, plugin);
      return () => void claims.delete(path);
    },
  };
}

/** Also where both are the same. */
export const isBelow = (path: string, above: string): boolean => path === above || path.startsWith(`${above}/`);

function foundAmong(routes: readonly Route[], method: string, path: string): Found | null {
  const allowed: Method[] = [];
  for (const route of routes) {
    const params = route.match(path);
    if (params === null) continue;
    if (route.method === method) return { route, params };
    allowed.push(route.method);
  }
  return allowed.length === 0 ? null : { allowed };
}

const entryOf = ({ plugin, pattern, admin }: Route): AdminEntry[] =>
  admin?.label === undefined ? [] : [{ plugin, label: admin.label, url: pattern, for: admin.for ?? 'administrator' }];

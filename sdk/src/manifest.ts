import type { Json } from './json.ts';

export type Capability = 'db-raw' | 'fetch' | 'mail' | 'originals-read' | 'media-steps' | 'guards' | 'top-level-routes';

/** Names with semver ranges: `{ "plugins": { "metadata": "^1.2.0" }, "services": { "tags.index@1": "^1.0.0" } }`. */
export interface Needs {
  readonly plugins?: { readonly [id: string]: string };
  readonly services?: { readonly [token: string]: string };
}

/** The `picturerail` key of a plugin's or theme's package.json; readable without running code. */
export interface Manifest {
  readonly manifestVersion: 1;
  /** Lower-case words joined by single dashes, at most 20 characters; never changes. */
  readonly id: string;
  readonly kind: 'plugin' | 'theme';
  /** `%key%` is looked up in the package's locales. */
  readonly displayName: string;
  readonly description?: string;
  readonly category?: string;
  /** Semver range of the SDK. */
  readonly api: string;
  /** Entry module, relative to the package; themes have none. */
  readonly entry?: string;
  /** False for a bundled plugin that waits until a webmaster activates it. Plugins that were installed always wait. */
  readonly activeByDefault?: boolean;
  readonly requires?: Needs;
  readonly optional?: Needs;
  readonly conflicts?: Needs;
  readonly provides?: { readonly services?: { readonly [token: string]: string } };
  readonly capabilities?: readonly { readonly name: Capability; readonly why: string; readonly hosts?: readonly string[] }[];
  readonly rights?: readonly { readonly key: string; readonly label: string; readonly default?: readonly string[] }[];
  /** JSON Schema of an object; each property may carry `scopes` (where it may be overridden) and `writeOnly` (a secret). */
  readonly settings?: { readonly [key: string]: Json };
  readonly routes?: readonly string[];
  readonly csp?: { readonly [directive: string]: readonly string[] };
  /** Tables without prefix, for the webmaster to see what uninstalling would delete. */
  readonly tables?: readonly string[];
  /** Folder with `<language>.json`; default `./locales`. */
  readonly locales?: string;
  /** Folder served under `/assets/p/<id>/<version>-<hash>/`. */
  readonly assets?: string;
  /** Folder with migrations; default `./migrations`. */
  readonly migrations?: string;
  /** Themes: the theme whose files stand in for those this one lacks. */
  readonly parent?: string;
  /** Themes: slots it offers. */
  readonly slots?: readonly string[];
}

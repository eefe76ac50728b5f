import type { Json } from './json.ts';
import type { DeclaredRight } from './rights.ts';

export type Capability = 'db-raw' | 'fetch' | 'mail' | 'originals-read' | 'media-steps' | 'guards' | 'top-level-routes';

/** Names with semver ranges: `{ "plugins": { "metadata": "^1.2.0" }, "services": { "tags.index@1": "^1.0.0" } }`. */
export interface Needs {
  readonly plugins?: { readonly [id: string]: string };
  readonly services?: { readonly [token: string]: string };
}

/** The `picturerail` key of a plugin's or theme's package.json; readable without running code. */
export interface Manifest {
  /** The form of these keys. */
  readonly manifestVersion: 1;
  /** Lower-case words joined by single dashes, at most 20 characters; never changes. */
  readonly id: string;
  /** A plugin adds something to the gallery; a theme says how it looks. */
  readonly kind: 'plugin' | 'theme';
  /** `%key%` is looked up in the package's locales. */
  readonly displayName: string;
  /** What it does, in one sentence; `%key%` as above. */
  readonly description?: string;
  /** A word that lists of plugins are grouped by, such as `metadata`. */
  readonly category?: string;
  /** Semver range of the SDK. */
  readonly api: string;
  /** Entry module, relative to the package; themes have none. */
  readonly entry?: string;
  /** False for a bundled plugin that waits until a webmaster activates it. Plugins that were installed always wait. */
  readonly activeByDefault?: boolean;
  /** What has to run before it can. */
  readonly requires?: Needs;
  /** What it uses where that runs. */
  readonly optional?: Needs;
  /** What it cannot run beside. */
  readonly conflicts?: Needs;
  /** Services that `rail.provide` offers, by token, with their versions. */
  readonly provides?: { readonly services?: { readonly [token: string]: string } };
  /** What it asks for, and why, in a sentence that the webmaster reads; `hosts` with `fetch`. */
  readonly capabilities?: readonly { readonly name: Capability; readonly why: string; readonly hosts?: readonly string[] }[];
  /** Rights of its own, `<id>.<word>`, that access lists can grant; `default` names the statuses that hold them everywhere. */
  readonly rights?: readonly DeclaredRight[];
  /**
   * JSON Schema of an object; each property may carry `scopes` (where it may be overridden) and `writeOnly` (a secret). The
   * administration makes a form of it: `title` and `description` are label and help (`%key%` is looked up), choices of an
   * `enum` are called as the text `settings.<name>.<choice>` says, `"ui": "multiline"` asks for more than a line.
   */
  readonly settings?: { readonly [key: string]: Json };
  /** Top-level paths, such as `/shop`, for which `rail.router` serves pages outside `/p/<id>`. Needs the capability `top-level-routes`. */
  readonly routes?: readonly string[];
  /** What the plugin's own pages may load from beside the gallery, by directive: `{ "img-src": ["https://tiles.example.org"] }`. */
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

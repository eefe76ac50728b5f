/** What the webmaster wants of a plugin; what became of it is another matter. */
export type Desired = 'active' | 'inactive';

/** A plugin as the webmaster sees it: what he wants, and what became of it at the last start. */
export interface PluginListing {
  readonly id: string;
  readonly version: string | null;
  /** `%key%` in it is looked up in the package's locales. */
  readonly displayName: string;
  readonly description: string;
  readonly dir: string | null;
  readonly desired: Desired;
  /** `missing`: wanted or once used, but its package is gone; `broken`: its manifest cannot be used. */
  readonly state: 'active' | 'inactive' | 'blocked' | 'failed' | 'missing' | 'broken';
  /** A sentence, where something is wrong. */
  readonly reason: string | null;
  /** True where the next start will make a difference. */
  readonly pending: boolean;
}

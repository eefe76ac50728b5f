/** What the webmaster wants of a plugin; what became of it is another matter. */
export type Desired = 'active' | 'inactive';

/** A plugin or theme as the webmaster sees it: what he wants, and what became of it. */
export interface PluginListing {
  readonly id: string;
  readonly kind: 'plugin' | 'theme';
  readonly version: string | null;
  /** `%key%` in it is looked up in the package's locales. */
  readonly displayName: string;
  readonly description: string;
  readonly dir: string | null;
  readonly desired: Desired;
  /** `missing`: wanted or once used, but its package is gone; `broken`: its manifest cannot be used. */
  readonly state: 'active' | 'inactive' | 'blocked' | 'failed' | 'missing' | 'broken' | 'quarantined';
  /** A sentence, where something is wrong. */
  readonly reason: string | null;
  /** True where what is wanted has not come about yet. */
  readonly pending: boolean;
  /** The installed copy that is current; null: the one that came with the gallery. */
  readonly folder: string | null;
  /** Version of the copy before it, where that can be gone back to. */
  readonly previous: string | null;
  /** Where it came from; null for what came with the gallery. */
  readonly source: string | null;
}

import type { Log } from '@picturerail/sdk';
import type { Database, Sql } from '#database';
import type { Kernel, PluginState } from './kernel-types.ts';
import type { Discovery } from './packages/package.ts';

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
  /** `missing`: activated, but its package is gone; `broken`: its manifest cannot be used. */
  readonly state: 'active' | 'inactive' | 'blocked' | 'failed' | 'missing' | 'broken';
  readonly reason: string | null;
  /** True where the next start will make a difference. */
  readonly pending: boolean;
}

export interface StartPluginsOptions {
  readonly database: Database;
  readonly discovery: Discovery;
  readonly log: Log;
  /** Starts none, and leaves the registry as it is. */
  readonly safeMode?: boolean;
  readonly clock?: () => number;
}

/** What happens with plugins when a process starts: registers new packages, starts what is to be active, writes down what became of it. */
export declare function startPlugins(kernel: Kernel, options: StartPluginsOptions): Promise<PluginState[]>;
export declare function listPlugins(sql: Sql, discovery: Discovery): Promise<PluginListing[]>;

export interface Changed {
  /** Ids whose desired state changed; takes effect at the next start. */
  readonly changed: readonly string[];
}
/** Refuses, with the command that helps, what could not start: unknown ids, missing needs. */
export declare function activatePlugin(database: Database, discovery: Discovery, id: string): Promise<Changed>;
/** Refuses where others need it, unless `cascade` deactivates those too. */
export declare function deactivatePlugin(database: Database, discovery: Discovery, id: string, options?: { readonly cascade?: boolean }): Promise<Changed>;

import type { Log, Manifest, Maybe, Rail } from '@picturerail/sdk';

/** What the kernel gives to those who contribute members of `rail`, for one start of one plugin. */
export interface PluginScope {
  readonly plugin: { readonly id: string; readonly version: string /** The package's folder. */; readonly dir: string };
  readonly manifest: Manifest;
  /** Names the plugin in each line. */
  readonly log: Log;
  /** Aborted when the plugin goes. */
  readonly signal: AbortSignal;
  /** Runs when the plugin goes, last registered first. */
  onDispose(run: () => Maybe<void>): void;
  /** Notes a registration, for people who inspect the plugin. */
  record(kind: string, name: string): void;
  /**
   * Notes a registration and makes it: when the plugin's `setup` is through, together with all its others, or at once
   * where it is through already. `make` answers how it is taken back, which happens when the plugin goes.
   */
  register(kind: string, name: string, make: () => () => void): void;
}

/** A room's members of the plugin context. */
export type Contribution = (scope: PluginScope) => Partial<Rail>;

/** One thing a plugin registered. */
export interface Registration {
  readonly kind: string;
  readonly name: string;
}

import type { Json, Log, Manifest, Maybe, Order, Rail } from '@picturerail/sdk';
import type { Tx } from '#database';
import type { Guard } from './hooks/guard.ts';
import type { Tap } from './hooks/tap.ts';

/**
 * What the kernel gives to those who contribute members of `rail`, for one start of one plugin. Two versions of a plugin
 * may have a scope each at the same time: the next one is set up while the one before serves.
 */
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
   * where it is through already. `make` must be quick and synchronous, and answers how it is taken back, which happens when
   * the plugin goes or its next version takes over; it may be made again, where that next version could not. Answers how
   * to take it back before.
   */
  register(kind: string, name: string, make: () => () => void): () => void;
  /** A function of the plugin, for the guard to run: `where` stands in messages. */
  tap(where: string, run: Tap['run'], order?: Order): Tap;
}

/** Writes a notice of a plugin's own hook for each plugin that has `after` on it; in a transaction, or where that is null in its own. */
export type NoticeJobs = (hook: string, items: readonly Json[], tx: Tx | null) => Promise<void>;

/** A room's members of the plugin context. What calls the plugin back does so through `guard`; `noticeJobs` is for the kernel itself. */
export type Contribution = (scope: PluginScope, guard: Guard) => Partial<Rail> & { readonly noticeJobs?: NoticeJobs };

/** One thing a plugin registered. */
export interface Registration {
  readonly kind: string;
  readonly name: string;
  /** `file:line:column` of the plugin's own code, relative to its folder; null where it cannot be told. */
  readonly at: string | null;
}

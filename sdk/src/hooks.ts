/**
 * Every place where the gallery can be changed, a line each: kind and types. The kind says the verb: a `Filter` is
 * tapped by `rail.filter(name, run)`, and so on (below the list). All hooks are batch: the types name one item, `run`
 * gets the list of them, the whole page, the whole selection, the whole chunk of an import at once. When each fires,
 * what is guaranteed, its failure policy and its deadline stand in `hooks/<family>.ts`, with an example.
 */

import type { AlbumNotice } from './hooks/albums.ts';
import type { BulkActionOffer, ImageColumn, ImageFilterOffer, ImageNotice, Reading } from './hooks/images.ts';
import type { PageMenu } from './hooks/menus.ts';
import type { UserNotice } from './hooks/users.ts';
import type { AlbumCard, ImageCard, ImageView, ListPage } from './images.ts';
import type { MediaRequest, StepAnswer, StepRequest } from './media.ts';
import type { MenuItem } from './rail.ts';
import type { Viewer } from './viewer.ts';

export interface HookRegistry {
  'albums:created': Notice<AlbumNotice>;
  'albums:updated': Notice<AlbumNotice>;
  'albums:moved': Notice<AlbumNotice>;
  'albums:deleted': Notice<AlbumNotice>;
  'albums:list': Filter<AlbumCard, ListPage>;
  'albums:beforeDelete': Decide<AlbumNotice>;
  'images:reading': Filter<Reading, { readonly run: 'import' | 'backfill' }>;
  'images:imported': Notice<ImageNotice>;
  'images:updated': Notice<ImageNotice>;
  'images:deleted': Notice<ImageNotice>;
  'images:list': Filter<ImageCard, ListPage>;
  'images:view': Filter<ImageView, { readonly viewer: Viewer }>;
  'images:beforeDelete': Decide<ImageNotice>;
  'images:bulkActions': Collect<{ readonly viewer: Viewer }, BulkActionOffer>;
  'images:filters': Collect<{ readonly viewer: Viewer }, ImageFilterOffer>;
  'images:columns': Collect<{ readonly imageId: number }, ImageColumn>;
  'media:steps': Collect<StepRequest, StepAnswer>;
  'media:serve': Guard<MediaRequest>;
  'users:created': Notice<UserNotice>;
  'users:deleted': Notice<UserNotice>;
  'menus:list': Filter<PageMenu, { readonly viewer: Viewer /** Of the page, without the query. */; readonly path: string }>;
  'admin:menu': Collect<{ readonly viewer: Viewer }, MenuItem>;
}

/** A thing that has happened, told after the commit: `rail.on` (at once, best effort, in this process) or `rail.after` (as a job, at least once). */
export interface Notice<Item> {
  readonly kind: 'notice';
  readonly item: Item;
}
/** Items on their way, to be changed: `rail.filter`. Answers the same items in the same order; `undefined` keeps them. */
export interface Filter<Item, Where> {
  readonly kind: 'filter';
  readonly item: Item;
  readonly where: Where;
}
/** A question to all plugins, whose answers are joined: `rail.collect`. Gets the list of what is asked, answers a list of parts. */
export interface Collect<Where, Part> {
  readonly kind: 'collect';
  readonly where: Where;
  readonly part: Part;
}
/** A change about to be committed, which plugins may refuse: `rail.decide`, inside the transaction. Answers refusals; an error refuses all. */
export interface Decide<Item> {
  readonly kind: 'decide';
  readonly item: Item;
}
/** Something about to be given out, which plugins may withhold: `rail.guard`. Answers `pass` or `refuse` by index; an error refuses all. */
export interface Guard<Item> {
  readonly kind: 'guard';
  readonly item: Item;
}

export type HookKind = HookRegistry[keyof HookRegistry]['kind'];
/** Names of the hooks of a kind. */
export type Of<K extends HookKind> = { [N in keyof HookRegistry]: HookRegistry[N] extends { readonly kind: K } ? N : never }[keyof HookRegistry];
export type ItemOf<N extends keyof HookRegistry> = HookRegistry[N] extends { readonly item: infer Item } ? Item : never;
export type WhereOf<N extends keyof HookRegistry> = HookRegistry[N] extends { readonly where: infer Where } ? Where : never;
export type PartOf<N extends keyof HookRegistry> = HookRegistry[N] extends { readonly part: infer Part } ? Part : never;

export interface Refusal<Item> {
  readonly item: Item;
  readonly code: string;
  readonly message: string;
}

/** Circumstances of one call. */
export interface Call {
  /** Aborted when the deadline passes or the plugin goes. */
  readonly signal: AbortSignal;
  /** Language of the page being made. */
  readonly language: string;
}

/** Where in the order; ids of plugins. Without it: dependency order, then id. */
export interface Order {
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

export type * from './hooks/admin.ts';
export type * from './hooks/albums.ts';
export type * from './hooks/images.ts';
export type * from './hooks/media.ts';
export type * from './hooks/menus.ts';
export type * from './hooks/users.ts';

import type { Cache } from './cache.ts';
import type { CommandOptions, CommandRun } from './commands.ts';
import type { Reading, ReadingFields } from './hooks/images.ts';
import type { Call, Guard, HookRegistry, ItemOf, Of, Order, PartOf, Refusal, WhereOf } from './hooks.ts';
import type { Html, html } from './html.ts';
import type { Json, Maybe } from './json.ts';
import type { Mail } from './mail.ts';
import type { DefinedHook, DefinedTraits, TapableHooks } from './own-hooks.ts';
import type { ProviderRegistry } from './providers.ts';
import type { Auth } from './rights.ts';
import type { AdminPages, Router } from './routes.ts';
import type { ServiceRegistry } from './services.ts';
import type { Secrets, SignIn } from './sign-in.ts';
import type { SlotRegistry } from './slots.ts';
import type { Tables } from './tables.ts';
import type { Viewer } from './viewer.ts';

/**
 * What `setup` receives. Everything registered through it is disposed with the plugin; there is no other way to
 * register anything. `S` is the type of the plugin's settings.
 */
export interface Rail<S = unknown> {
  readonly plugin: { readonly id: string; readonly version: string /** The package's folder. */; readonly dir: string };

  /** Told after the commit, best effort, in the process that committed: for caches and live pages. */
  on<N extends Of<'notice'>>(hook: N, run: (items: readonly ItemOf<N>[]) => Maybe<void>): void;
  /** The same as a job written in the same transaction: at least once, in the job process; for all that matters. */
  after<N extends Of<'notice'>>(hook: N, run: (items: readonly ItemOf<N>[], job: JobRun) => Promise<void>): void;
  /** Changes items on their way, the whole page at once; `undefined` keeps them. Same items, same order. */
  // biome-ignore lint/suspicious/noConfusingVoidType: a function that changes items in place returns nothing
  filter<N extends Of<'filter'>>(hook: N, run: (items: ItemOf<N>[], where: WhereOf<N>, call: Call) => Maybe<ItemOf<N>[] | void>, order?: Order): void;
  /** Adds parts to a joined answer. */
  collect<N extends Of<'collect'>>(hook: N, run: (where: readonly WhereOf<N>[], call: Call) => Maybe<readonly PartOf<N>[]>, order?: Order): void;
  /** Refuses inside the transaction; database work only, 20 ms; an error refuses. */
  decide<N extends Of<'decide'>>(hook: N, run: (items: readonly ItemOf<N>[], tx: Tables) => Maybe<readonly Refusal<ItemOf<N>>[]>): void;
  /** Narrows by index; an error or a wrong length refuses all. Needs the capability `guards`. */
  guard<N extends Of<'guard'>>(hook: N, run: (items: readonly ItemOf<N>[], call: Call) => Maybe<readonly ('pass' | 'refuse')[]>): void;
  /** Puts HTML into a named place: one answer for each item, by index; null for nothing. */
  slot<K extends keyof SlotRegistry>(slot: K, run: (items: readonly SlotRegistry[K][], call: Call) => Maybe<readonly (Html | null)[]>, order?: Order): void;
  /** Offers a service to other plugins. */
  provide<K extends keyof ServiceRegistry>(service: K, implementation: ServiceRegistry[K]): void;
  /** A live, revocable face of a service; undefined only where the manifest calls it optional and nobody offers it. */
  use<K extends keyof ServiceRegistry>(service: K): ServiceRegistry[K] | undefined;
  /** Registers a strategy under a name; the webmaster picks. */
  provider<K extends keyof ProviderRegistry>(kind: K, name: string, implementation: ProviderRegistry[K]): void;

  /** Opens a hook of this plugin's own, so that others may tap it; its name begins with the plugin's id and a colon. */
  define<N extends keyof HookRegistry>(hook: N, traits: DefinedTraits<N>): DefinedHook<N>;
  /** Every hook with the face tapable gives it, for those who know that from webpack; the verbs above are its short forms. */
  readonly hooks: TapableHooks;

  readonly html: typeof html;
  readonly settings: Settings<S>;
  readonly db: Tables & { transaction<T>(run: (tx: Tables) => Promise<T>): Promise<T> };
  readonly jobs: {
    /** Declares work that outlives a request; it waits while the plugin is not active. */
    define<P extends Json>(name: string, run: (payload: P, job: JobRun) => Promise<void>): JobQueue<P>;
    /** Adds a job of this plugin by its name, from where the queue that `define` gave is not at hand (`lifecycle`). */
    add(name: string, payload: Json, options?: AddJob): Promise<void>;
  };
  /** Small values by name, kept with the plugin's data. */
  readonly kv: KeyValues;
  /** Results kept in this process for a while. */
  readonly cache: Cache;
  /** Pages below `/p/<id>/`, or below a top-level path that the manifest declares. */
  readonly router: Router;
  /** Pages of the administration, below `/admin/p/<id>/`. */
  readonly admin: AdminPages;
  /** Albums to point at. */
  readonly albums: Albums;
  /** Whether what was made of the plugin's tables is still good, without asking the database. */
  readonly revision: Revision;
  /** May they? Rights of the core, and those that the manifest declares. */
  readonly auth: Auth;
  /** What is asked of people who sign in, beside the password. */
  readonly signIn: SignIn;
  /** Encrypts what must not be read from a copy of the database. */
  readonly secrets: Secrets;
  /**
   * `fetch`, for hosts that the manifest declares, redirects included: the capability `fetch` names them. Ends with the
   * plugin, or after 30 s with the reading of the body. Errors: `fetch-host-undeclared`, `fetch-failed` and `fetch-too-slow` (503).
   */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
  /** Messages. Needs the capability `mail`. */
  readonly mail: Mail;
  readonly cli: {
    /** Adds the command `picturerail <id> <name>`. */
    command(name: string, options: CommandOptions, run: CommandRun): void;
  };
  readonly images: Images;
  readonly i18n: {
    /** A text of the plugin's `locales/`; `{name}` is replaced, `count` picks the plural form (`key_one`, `key_other`). */
    t(language: string, key: string, values?: { readonly [name: string]: string | number }): string;
    /** Those the gallery has texts in, as in `Viewer.language`. */
    languages(): readonly string[];
  };
  /** URL of a file of the plugin's assets folder. */
  asset(path: string): string;
  readonly log: Log;
  readonly timers: {
    every(ms: number, run: () => Maybe<void>): void;
    later(ms: number, run: () => Maybe<void>): void;
  };
  /** Aborted when the plugin goes. */
  readonly signal: AbortSignal;
  /** Runs when the plugin goes, last registered first. For resources that came from elsewhere. */
  onDispose(run: () => Maybe<void>): void;
}

export interface Albums {
  /**
   * For each id, by index, the album where this viewer sees it in the gallery, else null; titles in his language. At most 500 ids;
   * one statement, none without ids.
   */
  seen(viewer: Viewer, albumIds: readonly number[]): Promise<readonly ({ readonly id: number; readonly title: string; readonly url: string } | null)[]>;
}

/**
 * A counter that plugins share. It rises where one of them says that what it keeps has changed; each process knows of it
 * from its next request on. What `rail.cache` holds under a revision is good while that stays.
 */
export interface Revision {
  current(): number;
  /** To be called with the tables of the transaction that changes something. */
  raise(tx: Tables): Promise<void>;
}

/** Images as plugins reach them outside pages; without a viewer, so only for jobs. */
export interface Images {
  /**
   * Walks all images in order of id, at most `size` (default 200) at once, reading originals again through
   * `images:reading`: what fills the tables of a plugin that was activated later. `pick` says which of the ids at hand
   * need it; without it all do.
   */
  backfill(options: {
    /** Only these, in this order, instead of all. */
    readonly imageIds?: readonly number[];
    readonly afterId?: number;
    readonly size?: number;
    readonly signal?: AbortSignal;
    readonly pick?: (ids: readonly number[]) => Maybe<readonly number[]>;
    readonly progress?: (done: number, total: number, lastId: number) => Maybe<void>;
  }): Promise<void>;
}

export type { Guard, HookRegistry, Reading, ReadingFields };

/** One run of a job. */
export interface JobRun {
  /** The same for each attempt of the same job: for work that must not happen twice. */
  readonly key: string;
  /** From 1. A run that throws is tried again, later and later, five times in all; a `GalleryError` with a 4xx status is final. */
  readonly attempt: number;
  /** Aborted when the process ends, the plugin goes or another process has taken the job over. A run that was asked to end is run again, however it ended. */
  readonly signal: AbortSignal;
  /** Shown to the webmaster; also proof of life, which renews the lease. `state` is kept for the next attempt. */
  progress(done: number, total: number, state?: Json): Promise<void>;
  /** What the last attempt left by `progress`. */
  readonly state: Json | undefined;
}

export interface JobQueue<P extends Json> {
  add(payload: P, options?: AddJob): Promise<void>;
}

export interface AddJob {
  /** A job of that key that waits already stands for this one too. */
  readonly key?: string;
  readonly delayMs?: number;
  /** The transaction the job belongs to: it exists when that has committed. */
  readonly tx?: Tables;
}

/** Where a value may be set, from general to particular. */
export type Scope = 'gallery' | `group:${number}` | `album:${number}` | `image:${number}`;

export interface Settings<S> {
  /** Values for a chain of scopes, later ones winning, defaults of the schema underneath. Without scopes: the gallery's. */
  get(scopes?: readonly Scope[]): Promise<S>;
  /** Runs after somebody changed them, in each process. */
  changed(run: () => Maybe<void>): void;
}

/** Values of a plugin by key: at most 190 characters, each value at most 1 MiB as JSON. Errors: `<plugin>.value-key`, `<plugin>.value`. Not inside `decide`. */
export interface KeyValues {
  get<T extends Json>(key: string): Promise<T | undefined>;
  set(key: string, value: Json): Promise<void>;
  /** True where there was one. */
  delete(key: string): Promise<boolean>;
  /** All whose key begins so, ordered by key. */
  entries<T extends Json>(prefix?: string): Promise<readonly (readonly [key: string, value: T])[]>;
}

export interface Log {
  debug(message: string, data?: object): void;
  info(message: string, data?: object): void;
  warn(message: string, data?: object): void;
  error(message: string, data?: object): void;
}

export interface MenuItem {
  readonly label: string;
  readonly url: string;
  readonly section?: string;
}

export type { Viewer };

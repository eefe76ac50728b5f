import type { Html, ItemOf, Log, Maybe, Of, PartOf, ProviderRegistry, Rail, Refusal, ServiceRegistry, SlotRegistry, WhereOf } from '@picturerail/sdk';
import type { Tx } from '#database';
import type { Commands } from './members/plugin-commands.ts';
import type { Package } from './packages/package.ts';
import type { Contribution, Registration } from './plugin-scope.ts';
import type { Counters } from './supervision/supervision.ts';

export interface KernelOptions {
  readonly log: Log;
  /** Version of the SDK that plugins' `api` ranges are held against; default: the SDK's own. */
  readonly apiVersion?: string;
  readonly contributions?: readonly Contribution[];
  /** Default: its own, which nobody looks at. */
  readonly counters?: Counters;
}

/** Circumstances a caller of hooks and slots gives. */
export interface Circumstances {
  /** Language of the page being made; default `en`. */
  readonly language?: string;
}

export type Verdict = 'pass' | 'refuse';

/** One plugin's answer to `collect`; `failed` where it threw, was late or answered rubbish. */
export type Answer<Part> = { readonly plugin: string; readonly parts: readonly Part[] } | { readonly plugin: string; readonly failed: Error };

/**
 * The callers' side of hooks. All are cheap where nobody taps: values come back as they are, without a promise.
 * Nothing here throws because of a plugin.
 */
export interface Hooks {
  /** True where a plugin taps the hook (`after` not counted: those are jobs): spares building arguments. */
  used(hook: string): boolean;
  /** The items as the plugins leave them; of a plugin that fails, what came before it is kept. */
  filter<N extends Of<'filter'>>(hook: N, items: ItemOf<N>[], where: WhereOf<N>, circumstances?: Circumstances): Maybe<ItemOf<N>[]>;
  /** All answers joined, in the plugins' order; a plugin that fails adds nothing. */
  collect<N extends Of<'collect'>>(hook: N, where: readonly WhereOf<N>[], circumstances?: Circumstances): Maybe<PartOf<N>[]>;
  /** As `collect`, by plugin and with failures: for callers that must fail closed. */
  answers<N extends Of<'collect'>>(hook: N, where: readonly WhereOf<N>[], circumstances?: Circumstances): Maybe<Answer<PartOf<N>>[]>;
  /** Tells `on`; to be called after the commit. The promise is for tests and shutdown: it never rejects. */
  notify<N extends Of<'notice'>>(hook: N, items: readonly ItemOf<N>[]): Maybe<void>;
  /** Refusals of all plugins; a plugin that fails refuses every item. `tx` is the open transaction. */
  decide<N extends Of<'decide'>>(hook: N, items: readonly ItemOf<N>[], tx: Tx): Maybe<Refusal<ItemOf<N>>[]>;
  /** A verdict for each item; a plugin that fails refuses all. */
  guard<N extends Of<'guard'>>(hook: N, items: readonly ItemOf<N>[], circumstances?: Circumstances): Maybe<Verdict[]>;
}

export interface Slots {
  used(slot: string): boolean;
  /** One piece of HTML for each item: what all plugins answer, joined in their order; empty where nobody does. */
  render<K extends keyof SlotRegistry>(slot: K, items: readonly SlotRegistry[K][], circumstances?: Circumstances): Maybe<Html[]>;
}

export interface Providers {
  /** The strategy of that name, or undefined where no plugin in force offers it. */
  get<K extends keyof ProviderRegistry>(kind: K, name: string): ProviderRegistry[K] | undefined;
  names(kind: keyof ProviderRegistry): string[];
}

export interface Services {
  /** For the core's own use of what plugins offer. */
  get<K extends keyof ServiceRegistry>(service: K): ServiceRegistry[K] | undefined;
}

/** What has become of a plugin that was to be started. */
export type PluginState =
  | {
      readonly id: string;
      readonly version: string;
      readonly state: 'active';
      /** A version that was to take over and could not: this one goes on. */
      readonly refused?: { readonly version: string; readonly dir: string; readonly reason: string };
    }
  /** Something it needs is not there: `reason` is a sentence with the command that helps. */
  | { readonly id: string; readonly version: string; readonly state: 'blocked'; readonly reason: string }
  /** Its own code failed. */
  | { readonly id: string; readonly version: string; readonly state: 'failed'; readonly reason: string };

/** Plugins that are to run, by id; the number rises where one that failed is to be tried again. */
export type Wanted = ReadonlyMap<string, number>;

/** What to do for a plugin beside running its `setup`; the registry decides, the kernel carries it out. */
export interface StartOptions {
  /** Notes that code of the plugin runs for the first time, and answers what to call when it is through: what ends the process meanwhile is known by it. */
  readonly journal?: (plugin: Package) => () => void;
  /** Brings the plugin's tables up to date; before anything of its code runs but the import. */
  readonly migrate?: (plugin: Package) => Promise<unknown>;
  /** Runs its argument where the plugin was never installed before, and remembers that it was. */
  readonly install?: (plugin: Package, run: () => Promise<void>) => Promise<void>;
  /** Runs its argument where the plugin's data come from an older version, and remembers that they follow this one. */
  readonly update?: (plugin: Package, run: (from: string) => Promise<void>) => Promise<void>;
  /** Runs its argument where the plugin has not been started since it was activated, and remembers that it was. */
  readonly activated?: (plugin: Package, run: () => Promise<void>) => Promise<void>;
}

/** The verbs of `rail`, for the core's own registrations; they stand first in every order. */
export type CoreRail = Pick<Rail, 'on' | 'filter' | 'collect' | 'guard' | 'slot' | 'provider'>;

export interface Kernel {
  readonly hooks: Hooks;
  readonly slots: Slots;
  readonly providers: Providers;
  readonly services: Services;
  /** What plugins add to the command line. */
  readonly commands: Commands;
  readonly core: CoreRail;
  /**
   * Makes what runs equal to those of `packages` that are wanted: stops what is wanted no more, swaps what has other bytes
   * for its next version in one tick, starts what is new, in order of their needs. A plugin that fails is left out; one whose
   * next version fails goes on. Calls wait for one another.
   */
  follow(packages: readonly Package[], wanted: Wanted, options?: StartOptions): Promise<PluginState[]>;
  /** Runs `lifecycle.uninstall` of a plugin that is stopped. Errors: of the plugin. */
  uninstall(plugin: Package, options: { readonly keepData: boolean }): Promise<void>;
  /** Takes all away, last started first. */
  stop(): Promise<void>;
  plugins(): readonly PluginState[];
  /** True while registrations of the plugin are in force here. */
  runs(id: string): boolean;
  /** Rises each time plugins are about to come or go. */
  turn(): number;
  /** Ids of the plugins on a hook or slot, in the order in which they are called. */
  order(name: string): readonly string[];
  /** Everything a running plugin registered, and how often it misbehaved. */
  inspect(id: string): Inspection | undefined;
}

export interface Inspection {
  readonly plugin: Package;
  readonly registrations: readonly Registration[];
  readonly strikes: readonly Strike[];
}

/** One fault of a plugin, contained. */
export interface Strike {
  /** `hook "images:list"`, `slot "image.panel@1"`, `a timer`. */
  readonly where: string;
  readonly count: number;
  readonly last: string;
  readonly at: number;
}

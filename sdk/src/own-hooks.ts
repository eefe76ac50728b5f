import type { Call, HookRegistry, ItemOf, Of, Order, PartOf, Refusal, WhereOf } from './hooks.ts';
import type { Maybe } from './json.ts';
import type { Tables } from './tables.ts';

/** What the owner of a hook says of it; `kind` as in its line of the registry. */
export interface DefinedTraits<N extends keyof HookRegistry> {
  readonly kind: HookRegistry[N]['kind'];
  /** After this long an answer no longer counts; default 1,000, at most 60,000. For `decide` always 20 at most. */
  readonly deadlineMs?: number;
  /** For filters: the property that tells items apart, so that none can be left out, added or moved. */
  readonly identity?: string;
}

/** What those who are asked may want to know of a call. */
export interface Circumstances {
  /** Language of the page being made; default `en`. */
  readonly language?: string;
}

/**
 * The owner's side of a hook: asks all who tap it, with the guarantees of its kind, so nothing here throws because of
 * another plugin. Once the owner itself is gone, each call is an error.
 */
export type DefinedHook<N extends keyof HookRegistry> = HookRegistry[N]['kind'] extends 'notice'
  ? {
      /** Tells `after` by jobs, and then `on`. With `tx`, the jobs are written in that transaction and `on` is told once it has committed. */
      readonly notify: (items: readonly ItemOf<N>[], tx?: Tables) => Promise<void>;
    }
  : HookRegistry[N]['kind'] extends 'filter'
    ? { readonly filter: (items: ItemOf<N>[], where: WhereOf<N>, circumstances?: Circumstances) => Promise<ItemOf<N>[]> }
    : HookRegistry[N]['kind'] extends 'collect'
      ? { readonly collect: (where: readonly WhereOf<N>[], circumstances?: Circumstances) => Promise<PartOf<N>[]> }
      : HookRegistry[N]['kind'] extends 'decide'
        ? {
            /** To be asked inside a transaction; each plugin gets its own tables in it. */
            readonly decide: (items: readonly ItemOf<N>[], tx: Tables) => Promise<Refusal<ItemOf<N>>[]>;
          }
        : { readonly guard: (items: readonly ItemOf<N>[], circumstances?: Circumstances) => Promise<('pass' | 'refuse')[]> };

/** The function a tap of this hook is, whatever the verb. */
export type TapOf<N extends keyof HookRegistry> =
  N extends Of<'notice'>
    ? (items: readonly ItemOf<N>[]) => Maybe<void>
    : N extends Of<'filter'>
      ? // biome-ignore lint/suspicious/noConfusingVoidType: a function that changes items in place returns nothing
        (items: ItemOf<N>[], where: WhereOf<N>, call: Call) => Maybe<ItemOf<N>[] | void>
      : N extends Of<'collect'>
        ? (where: readonly WhereOf<N>[], call: Call) => Maybe<readonly PartOf<N>[]>
        : N extends Of<'decide'>
          ? (items: readonly ItemOf<N>[], tx: Tables) => Maybe<readonly Refusal<ItemOf<N>>[]>
          : (items: readonly ItemOf<N>[], call: Call) => Maybe<readonly ('pass' | 'refuse')[]>;

/** A tap as tapable names it; ids of plugins as everywhere, and no stages. */
export interface TapOptions extends Order {
  readonly name: string;
}

/**
 * tapable's words for one hook. Guard and attribution are filled in; the name is for people who read of a fault. Both
 * verbs take functions that answer at once or later.
 */
export interface TapableHook<N extends keyof HookRegistry> {
  tap(name: string | TapOptions, run: TapOf<N>): void;
  tapPromise(name: string | TapOptions, run: TapOf<N>): void;
  isUsed(): boolean;
}

export type TapableHooks = { readonly [N in keyof HookRegistry]: TapableHook<N> };

import type { HookKind, HookTraits, ItemOf, Maybe, PartOf, Refusal, Tables } from '@picturerail/sdk';
import { pluginTables, type Tx } from '#database';
import type { Answer, Circumstances, Hooks, Verdict } from '../kernel-types.ts';
import { type HookUse, wrongVerbFor } from './check-tap.ts';
import { compileCollect } from './collect.ts';
import { compileDecide } from './decide.ts';
import { compileFilter } from './filter.ts';
import type { Guard } from './guard.ts';
import { compileNarrow } from './narrow.ts';
import { compileNotice } from './notice.ts';
import { createOwnedHooks, type OwnedHooks } from './owned-hooks.ts';
import type { Tap } from './tap.ts';
import { createTapLists } from './tap-lists.ts';

export interface HookRegistries extends OwnedHooks {
  /** The callers' side. */
  readonly hooks: Hooks;
  /** The plugins' side: adds a tap, and answers how to take it back. `any`: a tap of whatever kind the hook turns out to be. */
  tap(kind: HookKind | 'any', hook: string, tap: Tap): () => void;
  /** Ids of the plugins that tap a hook, in the order in which they are called. */
  order(hook: string): readonly string[];
  /** The plugins' places have changed. */
  reorder(): void;
}

const compilers = { notice: compileNotice, filter: compileFilter, collect: compileCollect, decide: compileDecide, guard: compileNarrow };
type Compiled = { readonly [K in HookKind]: ReturnType<(typeof compilers)[K]> };

const partsOf = (answers: readonly Answer<unknown>[]): unknown[] => answers.flatMap((answer) => ('parts' in answer ? answer.parts : []));

/** Says what is wrong as every other fault of a plugin is said: in the log, counted. */
const tellWrongVerb = (guard: Guard) => (use: HookUse, traits: HookTraits) => {
  const run = () => {
    throw wrongVerbFor(use, traits);
  };
  const tap: Tap = { plugin: use.plugin, owner: use.plugin, where: `hook "${use.hook}"`, run, rank: 0, order: {}, gone: false };
  void guard(tap, {}, { deadlineMs: traits.deadlineMs, run, fault: () => null });
};

/** The types that {@link Hooks} promises by name of hook are lost in the lists below; they come back with the casts here. */
export function createHooks(guard: Guard): HookRegistries {
  const owned = createOwnedHooks(tellWrongVerb(guard));
  const lists = createTapLists((hook, taps) => {
    const traits = owned.traitsOf(hook);
    const fitting = taps.filter(({ kind = 'any' }) => kind === 'any' || kind === traits?.kind);
    return traits && compilers[traits.kind](fitting, traits, guard);
  });
  const compiled = <K extends HookKind>(_kind: K, hook: string) => lists.get(hook)?.compiled() as Compiled[K] | undefined;
  const ask = (hook: string, where: readonly unknown[], circumstances: Circumstances) => compiled('collect', hook)?.(where, circumstances);

  const hooks: Hooks = {
    used: (hook) => lists.get(hook) !== undefined,
    filter: (hook, items, where, circumstances = {}) => (compiled('filter', hook)?.(items, { where, circumstances }) ?? items) as Maybe<ItemOf<typeof hook>[]>,
    collect: (hook, where, circumstances = {}) => (ask(hook, where, circumstances)?.then(partsOf) ?? []) as Maybe<PartOf<typeof hook>[]>,
    answers: (hook, where, circumstances = {}) => (ask(hook, where, circumstances) ?? []) as Maybe<Answer<PartOf<typeof hook>>[]>,
    notify: (hook, items) => compiled('notice', hook)?.(items),
    decide: (hook, items, tx: Tx) => {
      const tables = (plugin: string): Tables => pluginTables(tx, plugin);
      return (compiled('decide', hook)?.({ items, tables }) ?? []) as Maybe<Refusal<ItemOf<typeof hook>>[]>;
    },
    guard: (hook, items, circumstances = {}): Maybe<Verdict[]> => compiled('guard', hook)?.(items, circumstances) ?? items.map(() => 'pass' as const),
  };

  return {
    hooks,
    traitsOf: owned.traitsOf,
    open: (hook, traits) => {
      const close = owned.open(hook, traits);
      lists.changed(hook);
      return () => {
        close();
        lists.changed(hook);
      };
    },
    expect: owned.expect,
    tap: (kind, hook, tap) => lists.tap(hook, Object.assign(tap, { kind })),
    order: (hook) => (lists.get(hook)?.taps ?? []).map(({ plugin }) => plugin),
    reorder: lists.reorder,
  };
}

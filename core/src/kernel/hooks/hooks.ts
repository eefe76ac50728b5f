import { coreHooks, type HookKind, type HookTraits, type ItemOf, type Maybe, type PartOf, type Refusal, type Tables } from '@picturerail/sdk';
import { pluginTables, type Tx } from '#database';
import type { Answer, Circumstances, Hooks, Verdict } from '../kernel-types.ts';
import { compileCollect } from './collect.ts';
import { compileDecide } from './decide.ts';
import { compileFilter } from './filter.ts';
import type { Guard } from './guard.ts';
import { compileNarrow } from './narrow.ts';
import { compileNotice } from './notice.ts';
import type { Tap } from './tap.ts';
import { createTapLists } from './tap-lists.ts';

export interface HookRegistries {
  /** The callers' side. */
  readonly hooks: Hooks;
  /** The plugins' side: adds a tap, and answers how to take it back. */
  tap(kind: HookKind, hook: string, tap: Tap): () => void;
}

const traitsOf = (kind: HookKind, hook: string): HookTraits => (coreHooks as Record<string, HookTraits>)[hook] ?? { kind, deadlineMs: 1_000 };

const partsOf = (answers: readonly Answer<unknown>[]): unknown[] => answers.flatMap((answer) => ('parts' in answer ? answer.parts : []));

/** The types that {@link Hooks} promises by name of hook are lost in the lists below; they come back with the casts here. */
export function createHooks(guard: Guard): HookRegistries {
  const lists = {
    notice: createTapLists((hook, taps) => compileNotice(taps, traitsOf('notice', hook), guard)),
    filter: createTapLists((hook, taps) => compileFilter(taps, traitsOf('filter', hook), guard)),
    collect: createTapLists((hook, taps) => compileCollect(taps, traitsOf('collect', hook), guard)),
    decide: createTapLists((hook, taps) => compileDecide(taps, traitsOf('decide', hook), guard)),
    guard: createTapLists((hook, taps) => compileNarrow(taps, traitsOf('guard', hook), guard)),
  };
  const all = Object.values(lists);
  const ask = (hook: string, where: readonly unknown[], circumstances: Circumstances) => lists.collect.get(hook)?.compiled()(where, circumstances);

  const hooks: Hooks = {
    used: (hook) => all.some((list) => list.get(hook) !== undefined),
    filter: (hook, items, where, circumstances = {}) =>
      (lists.filter.get(hook)?.compiled()(items, { where, circumstances }) ?? items) as Maybe<ItemOf<typeof hook>[]>,
    collect: (hook, where, circumstances = {}) => (ask(hook, where, circumstances)?.then(partsOf) ?? []) as Maybe<PartOf<typeof hook>[]>,
    answers: (hook, where, circumstances = {}) => (ask(hook, where, circumstances) ?? []) as Maybe<Answer<PartOf<typeof hook>>[]>,
    notify: (hook, items) => lists.notice.get(hook)?.compiled()(items),
    decide: (hook, items, tx: Tx) => {
      const tables = (plugin: string): Tables => pluginTables(tx, plugin);
      return (lists.decide.get(hook)?.compiled()({ items, tables }) ?? []) as Maybe<Refusal<ItemOf<typeof hook>>[]>;
    },
    guard: (hook, items, circumstances = {}): Maybe<Verdict[]> => lists.guard.get(hook)?.compiled()(items, circumstances) ?? items.map(() => 'pass' as const),
  };

  return {
    hooks,
    tap: (kind, hook, tap) => lists[kind].tap(hook, tap),
  };
}

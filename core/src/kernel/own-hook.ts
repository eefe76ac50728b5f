import type { DefinedHook, DefinedTraits, HookKind, HookRegistry, HookTraits, Tables } from '@picturerail/sdk';
import { type Tx, transactionOf } from '#database';
import { foreignTables, hookClosed, hookNotOwn, hookTraitsInvalid, registeredTwice } from './errors.ts';
import { isOfCore } from './hooks/check-tap.ts';
import type { HookRegistries } from './hooks/hooks.ts';
import type { Hooks } from './kernel-types.ts';
import type { NoticeJobs, PluginScope } from './plugin-scope.ts';

type Name = keyof HookRegistry;
type Face = { readonly [verb: string]: (...values: never[]) => Promise<unknown> };

const longest: Readonly<Record<HookKind, number>> = { notice: 60_000, filter: 60_000, collect: 60_000, decide: 20, guard: 60_000 };
const usual = (kind: HookKind) => Math.min(1_000, longest[kind]);

function traitsOf(plugin: string, hook: string, { kind, deadlineMs, identity }: DefinedTraits<Name>): HookTraits {
  const most = longest[kind];
  if (most === undefined) throw hookTraitsInvalid(plugin, hook, `its kind is "${kind}"; there are ${Object.keys(longest).join(', ')}`);
  const ms = deadlineMs ?? usual(kind);
  if (!(ms > 0 && ms <= most)) throw hookTraitsInvalid(plugin, hook, `its deadlineMs is "${ms}"; for a hook of kind "${kind}" it may be up to ${most}`);
  return { kind, deadlineMs: ms, ...(identity === undefined ? {} : { identity }) };
}

function openTransaction(plugin: string, hook: string, tables: Tables | undefined): Tx | null {
  if (tables === undefined) return null;
  const tx = transactionOf(tables);
  if (tx === undefined) throw foreignTables(plugin, hook);
  return tx;
}

const faces: { readonly [K in HookKind]: (hooks: Hooks, hook: never, about: { readonly plugin: string; readonly jobs: NoticeJobs | undefined }) => Face } = {
  notice: (hooks, hook, { plugin, jobs }) => ({
    notify: async (items: never, tables?: Tables) => {
      const tx = openTransaction(plugin, hook, tables);
      await jobs?.(hook, items, tx);
      if (tx === null) await hooks.notify(hook, items);
      else tx.afterCommit(() => void hooks.notify(hook, items));
    },
  }),
  filter: (hooks, hook) => ({ filter: async (items: never, where: never, circumstances?) => hooks.filter(hook, items, where, circumstances) }),
  collect: (hooks, hook) => ({ collect: async (where: never, circumstances?) => hooks.collect(hook, where, circumstances) }),
  decide: (hooks, hook, { plugin }) => ({
    decide: async (items: never, tables: Tables) => {
      const tx = openTransaction(plugin, hook, tables);
      if (tx === null) throw foreignTables(plugin, hook);
      return hooks.decide(hook, items, tx);
    },
  }),
  guard: (hooks, hook) => ({ guard: async (items: never, circumstances?) => hooks.guard(hook, items, circumstances) }),
};

/**
 * `rail.define` for one plugin. The hook is there while the plugin runs; taps of others wait for it before and after. Its
 * owner's side serves calls that are still under way when a new version takes over, and throws when the plugin is gone.
 */
export function createDefine(
  { plugin: { id }, signal, register }: PluginScope,
  { hooks, traitsOf: known, open }: HookRegistries,
  jobs: NoticeJobs | undefined,
) {
  const defined = new Set<string>();
  return <N extends Name>(hook: N, given: DefinedTraits<N>): DefinedHook<N> => {
    if (!hook.startsWith(`${id}:`) || hook === `${id}:` || isOfCore(hook)) throw hookNotOwn(id, hook);
    const traits = traitsOf(id, hook, given);
    if (defined.has(hook)) throw registeredTwice(id, `the hook "${hook}"`, id);
    defined.add(hook);
    register('hook', hook, () => open(hook, traits));
    const face = faces[traits.kind](hooks, hook as never, { plugin: id, jobs });
    const revocable = Object.entries(face).map(([verb, ask]) => {
      const asked = async (...values: never[]) => {
        if (signal.aborted || (known(hook)?.kind ?? traits.kind) !== traits.kind) throw hookClosed(id, hook);
        return ask(...values);
      };
      return [verb, asked];
    });
    return Object.freeze(Object.fromEntries(revocable)) as DefinedHook<N>;
  };
}

import type { HookKind, TapableHooks, TapOptions } from '@picturerail/sdk';
import { checkHookName, checkTap, type Verb } from './hooks/check-tap.ts';
import type { HookRegistries } from './hooks/hooks.ts';
import type { Tap } from './hooks/tap.ts';
import type { PluginScope } from './plugin-scope.ts';

const verbOf: Readonly<Record<HookKind, Verb>> = { notice: 'on', filter: 'filter', collect: 'collect', decide: 'decide', guard: 'guard' };

/**
 * `rail.hooks`: every hook with tapable's own face. A tap is what the verb of the hook's kind registers; where the hook's
 * owner is not running, it becomes that when the owner appears.
 */
export function createTapableHooks(scope: PluginScope, hooks: HookRegistries): TapableHooks {
  const { manifest } = scope;
  const tap = (hook: string, options: string | TapOptions, run: Tap['run']) => {
    const { name, ...order } = typeof options === 'string' ? { name: options } : options;
    const traits = hooks.traitsOf(hook);
    const kind = traits?.kind ?? 'any';
    checkTap({ manifest, verb: verbOf[traits?.kind ?? 'notice'], hook, run }, traits);
    scope.register(traits ? verbOf[traits.kind] : 'tap', hook, () => hooks.tap(kind, hook, scope.tap(`hook "${hook}" ("${name}")`, run, order)));
  };
  const face = (hook: string) => {
    if (!hooks.traitsOf(hook)) checkHookName(manifest.id, hook);
    const tapped = (options: string | TapOptions, run: Tap['run']) => tap(hook, options, run);
    return Object.freeze({ tap: tapped, tapPromise: tapped, isUsed: () => hooks.hooks.used(hook) });
  };
  return new Proxy(Object.freeze({}), { get: (_none, name) => (typeof name === 'string' ? face(name) : undefined) }) as TapableHooks;
}

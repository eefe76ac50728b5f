import type { Order, Rail } from '@picturerail/sdk';
import { checkSlot, checkTap, isOfCore, kindOf, type Verb } from './hooks/check-tap.ts';
import type { HookRegistries } from './hooks/hooks.ts';
import type { SlotRegistries } from './hooks/slots.ts';
import type { Tap } from './hooks/tap.ts';
import type { CommandRegistry } from './members/plugin-commands.ts';
import type { PluginScope } from './plugin-scope.ts';
import type { ProviderRegistries } from './providers.ts';
import type { ServiceRegistries } from './services.ts';
import { createTapableHooks } from './tapable-hooks.ts';

export interface Registries {
  readonly hooks: HookRegistries;
  readonly slots: SlotRegistries;
  readonly services: ServiceRegistries;
  readonly providers: ProviderRegistries;
  readonly cli: CommandRegistry;
}

export type Verbs = Pick<Rail, 'on' | 'filter' | 'collect' | 'decide' | 'guard' | 'slot' | 'provide' | 'use' | 'provider' | 'hooks'>;

/** Throws where a plugin may not call this verb for this hook now, and remembers the call for a hook that comes later. */
export function announceTap({ manifest, signal }: PluginScope, hooks: HookRegistries, { verb, hook, run }: { verb: Verb; hook: string; run: unknown }): void {
  checkTap({ manifest, verb, hook, run }, hooks.traitsOf(hook));
  if (isOfCore(hook)) return;
  hooks.expect({ plugin: manifest.id, verb, hook, signal });
}

/** The verbs of `rail` for one plugin. */
export function createVerbs(scope: PluginScope, { hooks, slots, services, providers }: Registries): Verbs {
  const tap = (verb: Verb, hook: string, run: unknown, order: Order = {}) => {
    announceTap(scope, hooks, { verb, hook, run });
    scope.register(verb, hook, () => hooks.tap(kindOf[verb], hook, scope.tap(`hook "${hook}"`, run as Tap['run'], order)));
  };
  return {
    on: (hook, run) => tap('on', hook, run),
    filter: (hook, run, order) => tap('filter', hook, run, order),
    collect: (hook, run, order) => tap('collect', hook, run, order),
    decide: (hook, run) => tap('decide', hook, run),
    guard: (hook, run) => tap('guard', hook, run),
    slot: (slot, run, order = {}) => {
      checkSlot(scope.manifest, slot, run);
      scope.register('slot', slot, () => slots.tap(slot, scope.tap(`slot "${slot}"`, run, order)));
    },
    provide: (service, implementation) => services.provide(scope, service, implementation),
    use: (service) => services.use(scope.manifest, service) as never,
    provider: (kind, name, implementation) => providers.provider(scope, kind, name, implementation),
    hooks: createTapableHooks(scope, hooks),
  };
}

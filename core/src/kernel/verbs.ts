import type { Order, Rail } from '@picturerail/sdk';
import { checkSlot, checkTap, kindOf, type Verb } from './hooks/check-tap.ts';
import type { HookRegistries } from './hooks/hooks.ts';
import type { SlotRegistries } from './hooks/slots.ts';
import type { Tap } from './hooks/tap.ts';
import type { PluginScope } from './plugin-scope.ts';
import type { ProviderRegistries } from './providers.ts';
import type { ServiceRegistries } from './services.ts';

export interface Registries {
  readonly hooks: HookRegistries;
  readonly slots: SlotRegistries;
  readonly services: ServiceRegistries;
  readonly providers: ProviderRegistries;
}

export type Verbs = Pick<Rail, 'on' | 'filter' | 'collect' | 'decide' | 'guard' | 'slot' | 'provide' | 'use' | 'provider'>;

/** The verbs of `rail` for one plugin; `rank` is its place among those started. */
export function createVerbs(scope: PluginScope, { hooks, slots, services, providers }: Registries, rank: number): Verbs {
  const plugin = scope.plugin.id;
  const tapOf = (where: string, run: Tap['run'], order: Order): Tap => ({ plugin, where, run, rank, order, gone: false });
  const tap = (verb: Verb, hook: string, run: unknown, order: Order = {}) => {
    checkTap(scope.manifest, verb, hook, run);
    scope.register(verb, hook, () => hooks.tap(kindOf[verb], hook, tapOf(`hook "${hook}"`, run as Tap['run'], order)));
  };
  return {
    on: (hook, run) => tap('on', hook, run),
    filter: (hook, run, order) => tap('filter', hook, run, order),
    collect: (hook, run, order) => tap('collect', hook, run, order),
    decide: (hook, run) => tap('decide', hook, run),
    guard: (hook, run) => tap('guard', hook, run),
    slot: (slot, run, order = {}) => {
      checkSlot(scope.manifest, slot, run);
      scope.register('slot', slot, () => slots.tap(slot, tapOf(`slot "${slot}"`, run, order)));
    },
    provide: (service, implementation) => services.provide(scope, service, implementation),
    use: (service) => services.use(scope.manifest, service) as never,
    provider: (kind, name, implementation) => providers.provider(scope, kind, name, implementation),
  };
}

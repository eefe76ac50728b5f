import { registeredTwice } from './errors.ts';
import type { Providers } from './kernel-types.ts';
import type { PluginScope } from './plugin-scope.ts';

interface Strategy {
  readonly plugin: string;
  readonly implementation: unknown;
}

export interface ProviderRegistries {
  readonly providers: Providers;
  provider(scope: PluginScope, kind: string, name: string, implementation: unknown): void;
}

export function createProviders(): ProviderRegistries {
  const kinds = new Map<string, Map<string, Strategy>>();
  const add = (plugin: string, kind: string, name: string, implementation: unknown) => {
    const strategies = kinds.get(kind) ?? new Map<string, Strategy>();
    const taken = strategies.get(name);
    if (taken) throw registeredTwice(plugin, `the ${kind} provider "${name}"`, taken.plugin);
    kinds.set(kind, strategies.set(name, { plugin, implementation }));
    return () => {
      strategies.delete(name);
      if (strategies.size === 0) kinds.delete(kind);
    };
  };
  return {
    providers: {
      get: (kind, name) => kinds.get(kind)?.get(name)?.implementation as never,
      names: (kind) => [...(kinds.get(kind)?.keys() ?? [])].toSorted(),
    },
    provider: ({ plugin, register }, kind, name, implementation) => register('provider', `${kind}: ${name}`, () => add(plugin.id, kind, name, implementation)),
  };
}

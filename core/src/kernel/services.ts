import type { Manifest } from '@picturerail/sdk';
import { registeredTwice, serviceGone, serviceUndeclared } from './errors.ts';
import type { Services } from './kernel-types.ts';
import type { PluginScope } from './plugin-scope.ts';

interface Offer {
  readonly plugin: string;
  readonly implementation: unknown;
}

export interface ServiceRegistries {
  readonly services: Services;
  provide(scope: PluginScope, service: string, implementation: unknown): void;
  use(manifest: Manifest, service: string): unknown;
}

/**
 * A face of whatever implements the service at the moment of each access, so that a provider can be replaced under those
 * who use it, and one that has gone is an error that names both instead of a call into the void.
 */
function liveFace(current: () => object): object {
  const target = typeof current() === 'function' ? () => {} : {};
  const method = (name: PropertyKey) => {
    const value: unknown = Reflect.get(current(), name);
    if (typeof value !== 'function') return value;
    return (...values: unknown[]) => Reflect.apply(Reflect.get(current(), name) as (...values: unknown[]) => unknown, current(), values);
  };
  return new Proxy(target, {
    get: (_target, name) => method(name),
    has: (_target, name) => Reflect.has(current(), name),
    apply: (_target, _self, values) => Reflect.apply(current() as (...values: unknown[]) => unknown, undefined, values),
  });
}

export function createServices(): ServiceRegistries {
  const offers = new Map<string, Offer>();
  return {
    services: { get: (service) => offers.get(service)?.implementation as never },
    provide: ({ manifest, register }, service, implementation) => {
      const plugin = manifest.id;
      if (!manifest.provides?.services?.[service]) throw serviceUndeclared(plugin, service, 'provides');
      register('service', service, () => {
        const taken = offers.get(service);
        if (taken) throw registeredTwice(plugin, `the service "${service}"`, taken.plugin);
        offers.set(service, { plugin, implementation });
        return () => void offers.delete(service);
      });
    },
    use: (manifest, service) => {
      const required = manifest.requires?.services?.[service] !== undefined;
      if (!required && manifest.optional?.services?.[service] === undefined) throw serviceUndeclared(manifest.id, service, 'requires');
      const first = offers.get(service);
      if (!first && !required) return undefined;
      const provider = first?.plugin ?? 'another plugin';
      return liveFace(() => {
        const offer = offers.get(service);
        if (!offer) throw serviceGone(manifest.id, service, provider);
        return offer.implementation as object;
      });
    },
  };
}

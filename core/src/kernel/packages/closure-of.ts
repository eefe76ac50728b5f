import type { Package } from './package.ts';

/** A plugin and all it needs to start, by way of others too. */
export function closureOf(id: string, packages: readonly Package[], known: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  if (known.has(id)) return known;
  const { requires } = packages.find((one) => one.id === id)?.manifest ?? {};
  const services = Object.keys(requires?.services ?? {});
  const providers = packages.filter(({ manifest }) => services.some((service) => manifest.provides?.services?.[service] !== undefined));
  const needs = [...Object.keys(requires?.plugins ?? {}), ...providers.map((one) => one.id)];
  return needs.reduce((all, one) => closureOf(one, packages, all), new Set([...known, id]) as ReadonlySet<string>);
}

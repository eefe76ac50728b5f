import { topologicalOrder } from '../topological-order.ts';
import type { Tap } from './tap.ts';

const byPlace = (a: Tap, b: Tap): number => a.rank - b.rank || (a.plugin < b.plugin ? -1 : a.plugin > b.plugin ? 1 : 0);

/**
 * `before` and `after` first (ids of plugins that are not there do not count), then the order in which plugins were
 * started, then ids; the taps of one plugin as it made them. When they were registered plays no part. Wishes that
 * contradict each other give way to the order of plugins, one tap at a time.
 */
export function orderTaps(taps: readonly Tap[]): Tap[] {
  const nodes = taps.map((tap, index) => ({ tap, name: String(index) }));
  const namesOf = (plugin: string) => nodes.filter(({ tap }) => tap.plugin === plugin).map(({ name }) => name);
  const others = (tap: Tap, ids: readonly string[] = []) => ids.filter((id) => id !== tap.plugin);
  const after = new Map(nodes.map(({ name, tap }) => [name, new Set(others(tap, tap.order.after).flatMap(namesOf))]));
  for (const { name, tap } of nodes) for (const later of others(tap, tap.order.before).flatMap(namesOf)) after.get(later)?.add(name);
  const sorted = nodes.toSorted((a, b) => byPlace(a.tap, b.tap));
  return topologicalOrder(sorted, { name: ({ name }) => name, after: ({ name }) => after.get(name) ?? [] }, ([first]) => first as (typeof nodes)[number]).map(
    ({ tap }) => tap,
  );
}

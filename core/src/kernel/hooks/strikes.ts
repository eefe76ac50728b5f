import type { Strike } from '../kernel-types.ts';

/** How often each plugin misbehaved, and where. */
export interface Strikes {
  /** The count so far, this one included. */
  add(plugin: string, where: string, sentence: string): number;
  of(plugin: string): readonly Strike[];
  forget(plugin: string): void;
}

export function createStrikes(now: () => number = Date.now): Strikes {
  const counts = new Map<string, Map<string, Strike>>();
  return {
    add: (plugin, where, last) => {
      const places = counts.get(plugin) ?? new Map<string, Strike>();
      const count = (places.get(where)?.count ?? 0) + 1;
      places.set(where, { where, count, last, at: now() });
      counts.set(plugin, places);
      return count;
    },
    of: (plugin) => [...(counts.get(plugin)?.values() ?? [])],
    forget: (plugin) => void counts.delete(plugin),
  };
}

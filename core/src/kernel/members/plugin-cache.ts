import type { Cache, CacheOf, CacheOptions } from '@picturerail/sdk';
import { LRUCache } from 'lru-cache';
import { badCache } from '../errors.ts';
import type { PluginScope } from '../plugin-scope.ts';

const most = { caches: 100, entries: 100_000, ttlMs: 86_400_000 };

const isWhole = (value: number, upTo: number): boolean => Number.isInteger(value) && value >= 1 && value <= upTo;

type Kept = LRUCache<string, Promise<unknown>>;

/** `rail.cache`: results by name and key, bounded, made once however many ask, and gone with the plugin. */
export function pluginCache({ plugin, signal, onDispose, record }: PluginScope, now: () => number = () => performance.now()): Cache {
  const caches = new Map<string, CacheOf<unknown>>();
  const kept = new Set<Kept>();
  onDispose(() => {
    for (const one of kept) one.clear();
    kept.clear();
    caches.clear();
  });

  const open = (name: string, { entries = 500, ttlMs = 60_000 }: CacheOptions): CacheOf<unknown> => {
    if (!isWhole(entries, most.entries)) throw badCache(plugin.id, name, `"entries" is ${entries}, and can be 1 to ${most.entries}`);
    if (!isWhole(ttlMs, most.ttlMs)) throw badCache(plugin.id, name, `"ttlMs" is ${ttlMs}, and can be 1 to ${most.ttlMs}`);
    if (caches.size >= most.caches)
      throw badCache(plugin.id, name, `it has opened ${most.caches} already; what differs from call to call belongs into the key`);
    record('cache', name);
    const results: Kept = new LRUCache({ max: entries, ttl: ttlMs, ttlResolution: 0, perf: { now } });
    kept.add(results);
    return {
      get: (key, make) => {
        const known = results.get(key);
        if (known) return known;
        const made = (async () => make())();
        // A call under way that outlives its plugin gets its answer, and leaves nothing behind.
        if (!signal.aborted) results.set(key, made);
        settle(results, key, made);
        return made;
      },
      delete: (key) => void results.delete(key),
      clear: () => results.clear(),
    };
  };

  return {
    of: <T>(name: string, options: CacheOptions = {}) => {
      const cache = caches.get(name) ?? open(name, options);
      caches.set(name, cache);
      return cache as CacheOf<T>;
    },
  };
}

/** A result is good from when it is there; a failure is not kept. What was deleted or replaced meanwhile stays so. */
function settle(results: Kept, key: string, made: Promise<unknown>): void {
  const isOwn = () => results.peek(key, { allowStale: true }) === made;
  made.then(
    () => void (isOwn() && results.set(key, made)),
    () => void (isOwn() && results.delete(key)),
  );
}

/** What one plugin did in one place, since it was last written down. */
export interface Use {
  readonly plugin: string;
  /** `hook "images:list"`, `slot "image.panel@1"`, `a timer (every 1000 ms)`, `job "sync"`. */
  readonly place: string;
  calls: number;
  faults: number;
  /** Milliseconds until the call returned: nothing else could run meanwhile. */
  busyMs: number;
  /** Milliseconds until its answer was there. */
  waitedMs: number;
  lastFault: string | null;
  lastFaultAt: number | null;
}

/** Calls and faults of all plugins, by place. */
export interface Usage {
  /** A call is over: how long it took until it returned, and until its answer was there or was given up. Milliseconds. */
  called(plugin: string, place: string, times: { readonly busyMs: number; readonly waitedMs: number }): void;
  fault(plugin: string, place: string, sentence: string): void;
  /** All that was counted since the last time, which begins anew. */
  drain(): Use[];
  /** Counts again what was drained and could not be kept. */
  restore(uses: readonly Use[]): void;
}

export function createUsage(now: () => number = Date.now): Usage {
  let plugins = new Map<string, Map<string, Use>>();
  const of = (plugin: string, place: string): Use => {
    const places = plugins.get(plugin) ?? new Map<string, Use>();
    const use = places.get(place) ?? { plugin, place, calls: 0, faults: 0, busyMs: 0, waitedMs: 0, lastFault: null, lastFaultAt: null };
    if (use.calls === 0) plugins.set(plugin, places.set(place, use));
    return use;
  };
  return {
    called: (plugin, place, { busyMs, waitedMs }) => {
      const use = of(plugin, place);
      use.calls += 1;
      use.busyMs += busyMs;
      use.waitedMs += waitedMs;
    },
    fault: (plugin, place, sentence) => {
      const use = of(plugin, place);
      use.faults += 1;
      use.lastFault = sentence;
      use.lastFaultAt = now();
    },
    drain: () => {
      const all = [...plugins.values()].flatMap((places) => [...places.values()]);
      plugins = new Map();
      return all;
    },
    restore: (uses) => {
      for (const { plugin, place, lastFault, lastFaultAt, ...counted } of uses) {
        const use = of(plugin, place);
        use.lastFault ??= lastFault;
        use.lastFaultAt ??= lastFaultAt;
        use.calls += counted.calls;
        use.faults += counted.faults;
        use.busyMs += counted.busyMs;
        use.waitedMs += counted.waitedMs;
      }
    },
  };
}

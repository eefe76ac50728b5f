import type { PluginUsage } from '#kernel';

/** What one plugin, or one place of it, has cost so far. */
export interface Spent {
  readonly calls: number;
  /** Milliseconds that callers waited, all in all and for each call. */
  readonly ms: number;
  readonly each: number;
  /** Percent of what all plugins together took. */
  readonly share: number;
  readonly faults: number;
  readonly lastFault: string | null;
  /** Epoch ms. */
  readonly lastFaultAt: number | null;
}

/** Two digits say enough. */
const rounded = (ms: number): number => (ms >= 10 ? Math.round(ms) : Number(ms.toPrecision(2)));

const sum = (uses: readonly PluginUsage[], of: 'calls' | 'faults' | 'waitedMs'): number => uses.reduce((all, use) => all + use[of], 0);

/** Adds up; `all` is what the share is a share of. */
export function timeSpent(uses: readonly PluginUsage[], all: readonly PluginUsage[]): Spent {
  const [calls, ms, whole] = [sum(uses, 'calls'), sum(uses, 'waitedMs'), sum(all, 'waitedMs')];
  const last = uses.filter(({ lastFaultAt }) => lastFaultAt !== null).toSorted((a, b) => (b.lastFaultAt ?? 0) - (a.lastFaultAt ?? 0))[0];
  return {
    calls,
    ms: rounded(ms),
    each: calls === 0 ? 0 : rounded(ms / calls),
    share: whole === 0 ? 0 : Math.round((ms / whole) * 100),
    faults: sum(uses, 'faults'),
    lastFault: last?.lastFault ?? null,
    lastFaultAt: last?.lastFaultAt ?? null,
  };
}

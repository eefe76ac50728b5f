import { type Sql, type Tx, upsert } from '#database';
import type { Use } from './usage.ts';

/** What a plugin did in one place since it was installed or its figures were put back, in all processes together. */
export interface PluginUsage {
  readonly plugin: string;
  readonly place: string;
  readonly calls: number;
  readonly faults: number;
  /** Milliseconds in which nothing else could run. */
  readonly busyMs: number;
  /** Milliseconds that callers waited. */
  readonly waitedMs: number;
  /** The last fault's sentence. */
  readonly lastFault: string | null;
  readonly lastFaultAt: number | null;
}

const keys = ['plugin', 'place'];
/** The column's width. */
const longestPlace = 190;
const microseconds = (ms: number) => Math.round(ms * 1_000);

const rowOf = ({ plugin, place, calls, faults, busyMs, waitedMs, lastFault, lastFaultAt }: Use) => ({
  plugin,
  place: place.slice(0, longestPlace),
  calls,
  faults,
  busy_us: microseconds(busyMs),
  waited_us: microseconds(waitedMs),
  last_fault: lastFault,
  last_fault_at: lastFaultAt,
});

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Adds to what stands there. */
export async function addUsage(tx: Tx, uses: readonly Use[]): Promise<void> {
  const sorted = uses.toSorted((a, b) => compare(a.plugin, b.plugin) || compare(a.place, b.place));
  const add = ['calls', 'faults', 'busy_us', 'waited_us'];
  const rows = (faulty: boolean) => sorted.filter(({ faults }) => faults > 0 === faulty).map(rowOf);
  await upsert(tx, 'plugin_usage', rows(false), keys, { add, set: [] });
  await upsert(tx, 'plugin_usage', rows(true), keys, { add, set: ['last_fault', 'last_fault_at'] });
}

/** Of one plugin or of all; ordered by plugin and place. */
export const readUsage = (sql: Sql, plugin?: string): Promise<PluginUsage[]> =>
  sql.all<PluginUsage>(
    `SELECT plugin, place, calls, faults, busy_us / 1000.0 AS busyMs, waited_us / 1000.0 AS waitedMs, last_fault AS lastFault, last_fault_at AS lastFaultAt
     FROM plugin_usage ${plugin === undefined ? '' : 'WHERE plugin = ?'} ORDER BY plugin, place`,
    plugin === undefined ? [] : [plugin],
  );

/** Begins a plugin's figures anew. */
export async function resetUsage(tx: Tx, plugin: string): Promise<void> {
  await tx.run('DELETE FROM plugin_usage WHERE plugin = ?', [plugin]);
}

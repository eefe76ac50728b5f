import type { Needs } from '@picturerail/sdk';
import { topologicalOrder } from '../topological-order.ts';
import { meeting, type Need, needsOf, unmetBy } from './needs.ts';
import type { Package } from './package.ts';
import { refusedBy, whyBlocked, whyNotBeside } from './why-blocked.ts';

export interface PluginOrder {
  /** Those that can start: whatever one needs stands before it, and ids decide where needs do not. */
  readonly order: readonly Package[];
  /** A sentence by id for each of the others. */
  readonly blocked: ReadonlyMap<string, string>;
}

export interface OrderOptions {
  readonly apiVersion: string;
  /** All that is installed, for sentences that name the command that helps. */
  readonly installed: readonly Package[];
}

const byId = (packages: readonly Package[]): Package[] => packages.toSorted((a, b) => (a.id < b.id ? -1 : 1));

type Edges = ReadonlyMap<string, readonly string[]>;

const idsMeeting = (needs: readonly Need[], among: readonly Package[]): string[] => needs.flatMap((need) => meeting(need, among).map(({ id }) => id));

/** Those that could start at once beside the ones that are there. */
const ready = (plugins: readonly Package[], there: readonly Package[]): Package[] =>
  plugins.filter((plugin) => !there.includes(plugin) && unmetBy(plugin, there).length === 0);

/** A way from a plugin back to itself, or null. */
function circleFrom(id: string, edges: Edges): string[] | null {
  const seen = new Set<string>();
  const walk = (path: readonly string[]): string[] | null => {
    for (const next of edges.get(path.at(-1) as string) ?? []) {
      if (next === id) return [...path, id];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = walk([...path, next]);
      if (found) return found;
    }
    return null;
  };
  return walk([id]);
}

/** Those that wait for themselves, where others that could start would not help. */
function circles(plugins: readonly Package[]): Map<string, string> {
  const starting: Package[] = [];
  for (let next = ready(plugins, starting); next.length > 0; next = ready(plugins, starting)) starting.push(...next);
  const waiting = plugins.filter((plugin) => !starting.includes(plugin));
  const edges = new Map(waiting.map((plugin) => [plugin.id, idsMeeting(unmetBy(plugin, starting), waiting).toSorted()]));
  const found = new Map<string, string>();
  for (const { id } of waiting) {
    const path = circleFrom(id, edges);
    if (path) found.set(id, `"${id}" needs itself: ${path.join(' -> ')}. One of these must stop requiring the next.`);
  }
  return found;
}

/**
 * The next that is sure to run: first come those that refuse nobody who may run, so that whoever says that it cannot work
 * beside another is the one that gives way. Of those that refuse each other in a circle, the last goes first.
 */
function nextToStay(able: readonly Package[], staying: readonly Package[]): Package | undefined {
  const left = able.filter((plugin) => !staying.includes(plugin));
  const refused = (plugin: Package) => left.filter((other) => refusedBy(plugin, other)).map(({ id }) => id);
  const edges = new Map(left.map((plugin) => [plugin.id, [...refused(plugin), ...idsMeeting(unmetBy(plugin, staying), left)]]));
  return ready(left, staying).findLast(({ id }) => waitsOnlyForItself(id, edges));
}

/** Which of `plugins` can start, and in which order. */
export function orderPlugins(plugins: readonly Package[], options: OrderOptions): PluginOrder {
  const blocked = new Map<string, string>();
  let able = byId(plugins);
  const situation = { ...options, installed: byId(options.installed), blocked };
  const block = (found: ReadonlyMap<string, string>) => {
    for (const [id, reason] of found) blocked.set(id, reason);
    able = able.filter(({ id }) => !found.has(id));
    return found.size > 0;
  };
  const blockWhere = (why: (plugin: Package) => string | null) =>
    block(
      new Map(
        able.flatMap((plugin) => {
          const reason = why(plugin);
          return reason === null ? [] : [[plugin.id, reason] as const];
        }),
      ),
    );
  // Each plugin that falls may take others with it.
  const settle = () => {
    while (blockWhere((plugin) => whyBlocked(plugin, able, situation)) || block(circles(able)));
  };

  settle();
  const staying: Package[] = [];
  for (let next = nextToStay(able, staying); next; next = nextToStay(able, staying)) {
    const stays = next;
    staying.push(stays);
    if (blockWhere((plugin) => whyNotBeside(plugin, stays))) settle();
  }
  return { order: inOrder(able), blocked };
}

/** Each after what it needs, and after what it wishes for as far as wishes form no circle. */
function inOrder(plugins: readonly Package[]): Package[] {
  const others = (id: string, needs: Needs | undefined) => idsMeeting(needsOf(needs), plugins).filter((other) => other !== id);
  const edges: Edges = new Map(plugins.map(({ id, manifest }) => [id, [...others(id, manifest.requires), ...others(id, manifest.optional)]]));
  return topologicalOrder(plugins, { name: ({ id }) => id, after: ({ id }) => edges.get(id) ?? [] }, (left) => {
    const placed = plugins.filter((plugin) => !left.includes(plugin));
    const waiting: Edges = new Map(left.map(({ id }) => [id, edges.get(id) ?? []]));
    return ready(left, placed).find(({ id }) => waitsOnlyForItself(id, waiting)) as Package;
  });
}

/** Whether all that a plugin waits for, by way of others too, waits for it. */
function waitsOnlyForItself(id: string, edges: Edges): boolean {
  const reached = (from: string, seen = new Set<string>()): Set<string> => {
    for (const next of edges.get(from) ?? []) if (edges.has(next) && !seen.has(next)) reached(next, seen.add(next));
    return seen;
  };
  return [...reached(id)].every((other) => reached(other).has(id));
}

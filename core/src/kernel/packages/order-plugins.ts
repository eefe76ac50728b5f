import type { Needs } from '@picturerail/sdk';
import semver from 'semver';
import { topologicalOrder } from '../topological-order.ts';
import type { Package } from './package.ts';

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

/** A pre-release counts as the release it leads to: it is tried against plugins that ask for that one. */
const fits = (version: string, range: string): boolean => semver.satisfies(semver.coerce(version) ?? version, range) || semver.satisfies(version, range);

const named = (needs: Needs | undefined, kind: keyof Needs): [string, string][] => Object.entries(needs?.[kind] ?? {});

type Plugins = ReadonlyMap<string, Package>;

const providersOf = (service: string, range: string, among: Plugins): Package[] =>
  [...among.values()].filter(({ manifest }) => {
    const version = manifest.provides?.services?.[service];
    return version !== undefined && fits(version, range);
  });

interface Situation extends OrderOptions {
  readonly blocked: ReadonlyMap<string, string>;
}

function missingPlugin(plugin: Package, [id, range]: [string, string], { installed, blocked }: Situation): string {
  const needs = `"${plugin.id}" needs "${id}" ${range}`;
  const there = installed.find((other) => other.id === id && other.kind === 'plugin');
  if (!there) return `${needs}, which is not installed. Run: picturerail plugin install ${id}@${range}`;
  if (!fits(there.version, range)) return `${needs}, but ${there.version} is installed. Run: picturerail plugin update ${id}`;
  if (blocked.has(id)) return `${needs}, which cannot start itself: ${blocked.get(id)}`;
  return `${needs}, which is not active. Run: picturerail plugin activate ${id}`;
}

function missingService(plugin: Package, [service, range]: [string, string], { installed, blocked }: Situation): string {
  const needs = `"${plugin.id}" needs the service "${service}" ${range}`;
  const offering = installed.filter(({ manifest }) => manifest.provides?.services?.[service] !== undefined);
  const able = offering.find(({ manifest }) => fits(manifest.provides?.services?.[service] as string, range));
  if (able && blocked.has(able.id)) return `${needs}, whose provider "${able.id}" cannot start itself: ${blocked.get(able.id)}`;
  if (able) return `${needs}, which "${able.id}" provides, but that plugin is not active. Run: picturerail plugin activate ${able.id}`;
  const [other] = offering;
  if (other) return `${needs}, but "${other.id}" provides ${other.manifest.provides?.services?.[service]}. Run: picturerail plugin update ${other.id}`;
  return `${needs}, which no installed plugin provides. Install one that does.`;
}

/** Why a plugin cannot start beside `others`, or null. */
function lacks(plugin: Package, others: Plugins, situation: Situation): string | null {
  const { manifest } = plugin;
  const { apiVersion } = situation;
  if (!fits(apiVersion, manifest.api))
    return `"${plugin.id}" ${plugin.version} is made for version ${manifest.api} of the plugin API, but this gallery has ${apiVersion}. Run: picturerail plugin update ${plugin.id}`;
  for (const need of named(manifest.requires, 'plugins')) {
    const other = others.get(need[0]);
    if (!other || !fits(other.version, need[1])) return missingPlugin(plugin, need, situation);
  }
  for (const need of named(manifest.requires, 'services')) if (providersOf(...need, others).length === 0) return missingService(plugin, need, situation);
  return null;
}

/** Plugins that must be started before this one. */
function before(plugin: Package, others: Plugins, needs: Needs | undefined): string[] {
  const plugins = named(needs, 'plugins').map(([id]) => id);
  const providers = named(needs, 'services').flatMap(([service, range]) =>
    providersOf(service, range, others).flatMap(({ id }) => (id === plugin.id ? [] : [id])),
  );
  return [...plugins, ...providers].filter((id) => others.has(id));
}

/** A way from a plugin through its needs back to itself, or null. */
function cycleFrom(id: string, edges: ReadonlyMap<string, readonly string[]>): string[] | null {
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

function cycles(plugins: Plugins): Map<string, string> {
  const edges = new Map([...plugins.values()].map((plugin) => [plugin.id, before(plugin, plugins, plugin.manifest.requires).toSorted()]));
  const found = new Map<string, string>();
  for (const id of plugins.keys()) {
    const path = cycleFrom(id, edges);
    if (path) found.set(id, `"${id}" needs itself: ${path.join(' -> ')}. One of these must stop requiring the next.`);
  }
  return found;
}

function conflicts(plugins: Plugins): Map<string, string> {
  const found = new Map<string, string>();
  for (const { id, manifest } of plugins.values()) {
    const plugin = named(manifest.conflicts, 'plugins').find(
      ([other, range]) => plugins.has(other) && !found.has(other) && fits((plugins.get(other) as Package).version, range),
    );
    if (plugin) found.set(id, `"${id}" cannot work beside "${plugin[0]}" ${plugin[1]}. Run: picturerail plugin deactivate ${plugin[0]}`);
  }
  return found;
}

/** Which of `plugins` can start, and in which order. */
export function orderPlugins(plugins: readonly Package[], options: OrderOptions): PluginOrder {
  const blocked = new Map<string, string>();
  const able = new Map(plugins.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((plugin) => [plugin.id, plugin]));
  const block = (found: ReadonlyMap<string, string>) => {
    for (const [id, reason] of found) {
      able.delete(id);
      blocked.set(id, reason);
    }
    return found.size > 0;
  };
  const unmet = () =>
    new Map(
      [...able.values()].flatMap((plugin) => {
        const reason = lacks(plugin, able, { ...options, blocked });
        return reason === null ? [] : [[plugin.id, reason] as const];
      }),
    );

  block(conflicts(able));
  // Each plugin that falls may take others with it.
  while (block(unmet()) || block(cycles(able)));

  const required = new Map([...able.values()].map((plugin) => [plugin.id, before(plugin, able, plugin.manifest.requires)]));
  const wished = new Map([...able.values()].map((plugin) => [plugin.id, before(plugin, able, plugin.manifest.optional)]));
  const order = topologicalOrder(
    [...able.values()],
    {
      name: ({ id }) => id,
      after: ({ id }) => [...(required.get(id) ?? []), ...(wished.get(id) ?? [])],
    },
    (left) => {
      // Optional needs may form a circle: the first whose required needs are met goes on without its optional ones.
      const waiting = new Set(left.map(({ id }) => id));
      return left.find(({ id }) => !(required.get(id) ?? []).some((other) => waiting.has(other))) as Package;
    },
  );
  return { order, blocked };
}

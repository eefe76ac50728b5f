import { copyOf } from '../packages/choose-packages.ts';
import type { PluginListing } from './listing.ts';
import type { PluginRow } from './plugins-store.ts';
import type { Current } from './registry.ts';

function stateOf(row: PluginRow | undefined, isThere: boolean, problem: string | undefined): PluginListing['state'] {
  if (problem !== undefined) return 'broken';
  return isThere ? (row?.state ?? 'inactive') : 'missing';
}

function listingOf({ disk, discovery, rows }: Current, id: string, problem: string | undefined): PluginListing {
  const row = rows.find((one) => one.id === id);
  const found = discovery.packages.find((one) => one.id === id);
  const kind = found?.kind ?? row?.kind ?? 'plugin';
  const waits = kind === 'theme' || !found || found.manifest.activeByDefault === false;
  const desired = row?.desired ?? (waits ? 'inactive' : 'active');
  const state = kind === 'theme' && found ? 'inactive' : stateOf(row, found !== undefined, problem);
  const runs = state === 'active';
  return {
    id,
    kind,
    version: found?.version ?? row?.version ?? null,
    displayName: found?.manifest.displayName ?? id,
    description: found?.manifest.description ?? '',
    dir: found?.dir ?? null,
    desired,
    state,
    reason: problem ?? (found ? (row?.reason ?? null) : `The package of the plugin "${id}" is gone.`),
    pending: kind === 'plugin' && (runs ? desired === 'inactive' || row?.version !== found?.version : desired === 'active' && state === 'inactive'),
    folder: row?.folder ?? null,
    previous: row?.previous ? (copyOf(disk, id, row.previous)?.version ?? null) : null,
    source: row?.source ?? null,
  };
}

/** Every plugin and theme that is installed, or was and is still wanted; ordered by id. */
export function listPlugins(current: Current): PluginListing[] {
  const { discovery, rows } = current;
  const found = new Set(discovery.packages.map(({ id }) => id));
  const problems = new Map(discovery.broken.flatMap(({ id, problem }) => (id === null || found.has(id) ? [] : [[id, problem] as const])));
  const wanted = rows.filter(({ id, desired }) => desired === 'active' || found.has(id) || problems.has(id)).map(({ id }) => id);
  return [...new Set([...wanted, ...found, ...problems.keys()])].toSorted().map((id) => listingOf(current, id, problems.get(id)));
}

import type { Sql } from '#database';
import type { Discovery, Package } from '../packages/package.ts';
import type { PluginListing } from './listing.ts';
import { type PluginRow, readPlugins } from './plugins-store.ts';

function listingOf(id: string, row: PluginRow | undefined, found: Package | undefined, problem: string | undefined): PluginListing {
  const desired = row?.desired ?? (found?.manifest.activeByDefault === false || !found ? 'inactive' : 'active');
  const state = problem ? 'broken' : found ? (row?.state ?? 'inactive') : 'missing';
  const runs = state === 'active';
  return {
    id,
    version: found?.version ?? row?.version ?? null,
    displayName: found?.manifest.displayName ?? id,
    description: found?.manifest.description ?? '',
    dir: found?.dir ?? null,
    desired,
    state,
    reason: problem ?? (found ? (row?.reason ?? null) : `The package of the plugin "${id}" is gone.`),
    pending: runs ? desired === 'inactive' || row?.version !== found?.version : desired === 'active' && state === 'inactive',
  };
}

/** Every plugin that is installed, or was and is still wanted; ordered by id. */
export async function listPlugins(sql: Sql, { packages, broken }: Discovery): Promise<PluginListing[]> {
  const rows = new Map((await readPlugins(sql)).map((row) => [row.id, row]));
  const found = new Map(packages.filter(({ kind }) => kind === 'plugin').map((one) => [one.id, one]));
  const problems = new Map(broken.flatMap(({ id, problem }) => (id === null || found.has(id) ? [] : [[id, problem] as const])));
  const gone = [...rows.values()].filter(({ id, desired }) => desired === 'inactive' && !found.has(id) && !problems.has(id));
  const ids = new Set([...rows.keys(), ...found.keys(), ...problems.keys()]);
  for (const { id } of gone) ids.delete(id);
  return [...ids].toSorted().map((id) => listingOf(id, rows.get(id), found.get(id), problems.get(id)));
}

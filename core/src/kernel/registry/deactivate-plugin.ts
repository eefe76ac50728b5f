import { readRevisions } from '#database';
import { closestWord } from '../closest-word.ts';
import { pluginIsNeeded, pluginIsTheme, unknownPlugin } from '../errors.ts';
import type { Package } from '../packages/package.ts';
import type { Changed, RegistryContext } from './activate-plugin.ts';
import { insertPlugins, writeDesired } from './plugins-store.ts';
import { raise } from './raise.ts';

const needs = ({ manifest: { requires } }: Package, { id, manifest: { provides } }: Package, others: readonly Package[]): boolean =>
  requires?.plugins?.[id] !== undefined ||
  Object.keys(provides?.services ?? {}).some(
    (service) =>
      requires?.services?.[service] !== undefined && !others.some((other) => other.id !== id && other.manifest.provides?.services?.[service] !== undefined),
  );

/** Those that cannot run without it, and those that cannot run without them; the farthest first. */
export function dependentsOf(plugin: Package, wanted: readonly Package[], found: readonly Package[] = []): Package[] {
  const direct = wanted.filter((other) => other.id !== plugin.id && !found.includes(other) && needs(other, plugin, wanted));
  const all = direct.reduce<Package[]>((known, other) => dependentsOf(other, wanted, known), [...found, ...direct]);
  return [...new Set(all)];
}

/** Wants a plugin not to run. Refuses where others need it, unless `cascade` deactivates those with it. */
export async function deactivatePlugin(
  { database, registry, clock = Date.now }: RegistryContext,
  id: string,
  { cascade = false }: { readonly cascade?: boolean } = {},
): Promise<Changed> {
  const { discovery, rows } = await registry.look();
  const plugin = discovery.packages.find((one) => one.id === id);
  const row = rows.find((one) => one.id === id);
  if (plugin?.kind === 'theme') throw pluginIsTheme(id);
  if (!plugin && !row)
    throw unknownPlugin(
      id,
      closestWord(
        id,
        rows.map((one) => one.id),
      ),
    );
  if (row?.desired === 'inactive') return { changed: [], revision: (await readRevisions(database.read)).registry };
  const wanted = discovery.packages.filter((one) => rows.some((other) => other.id === one.id && other.desired === 'active'));
  const dependents = plugin
    ? dependentsOf(plugin, wanted)
        .map((one) => one.id)
        .toSorted()
    : [];
  if (dependents.length > 0 && !cascade) throw pluginIsNeeded(id, dependents);
  const changed = [id, ...dependents];
  const revision = await database.transaction(async (tx) => {
    await insertPlugins(tx, [{ id, desired: 'inactive' }], clock());
    for (const one of changed) await writeDesired(tx, one, 'inactive');
    return raise(tx);
  });
  return { changed, revision };
}

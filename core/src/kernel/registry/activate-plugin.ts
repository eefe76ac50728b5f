import { apiVersion } from '@picturerail/sdk';
import { bumpRevision, type Database } from '#database';
import { closestWord } from '../closest-word.ts';
import { pluginCannotStart, pluginIsTheme, unknownPlugin } from '../errors.ts';
import { orderPlugins } from '../packages/order-plugins.ts';
import type { Discovery, Package } from '../packages/package.ts';
import { insertPlugins, readPlugins, writeDesired } from './plugins-store.ts';

export interface Changed {
  /** Ids of the plugins whose desired state is another now; it takes effect at the next start. */
  readonly changed: readonly string[];
}

export interface RegistryContext {
  readonly database: Database;
  readonly discovery: Discovery;
  readonly clock?: () => number;
}

function findPlugin({ packages, broken }: Discovery, id: string): Package {
  const found = packages.find((one) => one.id === id);
  if (found?.kind === 'theme') throw pluginIsTheme(id);
  if (found) return found;
  const problem = broken.find((one) => one.id === id)?.problem;
  if (problem) throw pluginCannotStart(id, problem);
  throw unknownPlugin(
    id,
    closestWord(
      id,
      packages.filter(({ kind }) => kind === 'plugin').map((one) => one.id),
    ),
  );
}

/** Wants a plugin to run. Refuses, with the command that helps, what could not start beside the others that are wanted. */
export async function activatePlugin({ database, discovery, clock = Date.now }: RegistryContext, id: string): Promise<Changed> {
  const plugin = findPlugin(discovery, id);
  const rows = await readPlugins(database.read);
  if (rows.find((row) => row.id === id)?.desired === 'active') return { changed: [] };
  const wanted = new Set([id, ...rows.filter(({ desired }) => desired === 'active').map((row) => row.id)]);
  const plugins = discovery.packages.filter((one) => one.kind === 'plugin' && wanted.has(one.id));
  const reason = orderPlugins(plugins, { apiVersion, installed: discovery.packages }).blocked.get(id);
  if (reason !== undefined) throw pluginCannotStart(id, reason);
  await database.transaction(async (tx) => {
    await insertPlugins(tx, [{ id: plugin.id, desired: 'active' }], clock());
    await writeDesired(tx, id, 'active');
    await bumpRevision(tx, 'registry');
  });
  return { changed: [id] };
}

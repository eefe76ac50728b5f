import { apiVersion } from '@picturerail/sdk';
import { type Database, readRevisions } from '#database';
import { closestWord } from '../closest-word.ts';
import { pluginCannotStart, pluginIsTheme, unknownPlugin } from '../errors.ts';
import { closureOf } from '../packages/closure-of.ts';
import { orderPlugins } from '../packages/order-plugins.ts';
import type { Discovery, Package } from '../packages/package.ts';
import { whyNotBeside } from '../packages/why-blocked.ts';
import { insertPlugins, writeDesired } from './plugins-store.ts';
import { raise } from './raise.ts';
import type { Look } from './registry.ts';

export interface Changed {
  /** Ids of the plugins whose desired state is another now. */
  readonly changed: readonly string[];
  /** Of the registry; processes that run it, or a later one, have followed. */
  readonly revision: number;
}

export interface RegistryContext {
  readonly database: Database;
  readonly registry: Pick<Look, 'look'>;
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

/** Wants a plugin to run; one that failed or is quarantined is tried again. Refuses, with the command that helps, what could not start beside the others that are wanted, or would keep one of them from running. */
export async function activatePlugin({ database, registry, clock = Date.now }: RegistryContext, id: string): Promise<Changed> {
  const { discovery, rows } = await registry.look();
  const plugin = findPlugin(discovery, id);
  const row = rows.find((one) => one.id === id);
  if (row?.desired === 'active' && row.state === 'active') return { changed: [], revision: (await readRevisions(database.read)).registry };
  const wanted = new Set([id, ...rows.filter(({ desired }) => desired === 'active').map((one) => one.id)]);
  const ordered = (ids: ReadonlySet<string>) => {
    const plugins = discovery.packages.filter((one) => one.kind === 'plugin' && ids.has(one.id));
    return orderPlugins(plugins, { apiVersion, installed: discovery.packages });
  };
  const beside = ordered(new Set([...wanted].filter((one) => one !== id)));
  const { blocked } = ordered(wanted);
  const reason = blocked.get(id);
  // Where even all that it needs would not help (a circle), that is what has to be said.
  if (reason !== undefined) throw pluginCannotStart(id, ordered(new Set([...wanted, ...closureOf(id, discovery.packages)])).blocked.get(id) ?? reason);
  const ousted = beside.order.find((one) => blocked.has(one.id));
  if (ousted) throw pluginCannotStart(id, whyNotBeside(plugin, ousted) ?? `it would keep "${ousted.id}" from running: ${blocked.get(ousted.id)}`);
  const revision = await database.transaction(async (tx) => {
    await insertPlugins(tx, [{ id: plugin.id, desired: 'active' }], clock());
    await writeDesired(tx, id, 'active');
    return raise(tx);
  });
  return { changed: [id], revision };
}

import { deletePluginTables } from '#database';
import { closestWord } from '../closest-word.ts';
import { sentenceOf, unknownPlugin } from '../errors.ts';
import { removeInstalled } from '../install/remove-installed.ts';
import { copyOf } from '../packages/choose-packages.ts';
import type { Package } from '../packages/package.ts';
import { deactivatePlugin } from '../registry/deactivate-plugin.ts';
import { deletePlugin, writeNoData, writeUninstalled } from '../registry/plugins-store.ts';
import { raise } from '../registry/raise.ts';
import { waitForProcesses } from '../registry/wait-for-processes.ts';
import { resetUsage } from '../usage/usage-store.ts';
import { cameWithGallery, stillRunning, themeInUse } from './errors.ts';
import type { ManageContext, Managed } from './manage-context.ts';

export interface UninstallOptions {
  /** Its tables, settings, values and jobs go too, for good. Otherwise they wait for it to be installed again. */
  readonly deleteData: boolean;
  /** Deactivates the plugins that need it. */
  readonly cascade?: boolean;
}

/**
 * Takes a package away: first it stops everywhere, then it may clean up after itself, then its data go where that was
 * asked for, and its files last. Each step leaves a state from which it can be done again.
 * Errors: `plugin-unknown`, `plugin-is-bundled`, `plugin-is-needed`, `plugin-still-running`.
 */
export async function uninstallPackage(context: ManageContext, id: string, { deleteData, cascade = false }: UninstallOptions): Promise<Managed> {
  const { database, registry } = context;
  const { discovery, disk, rows } = await registry.look();
  const found = discovery.packages.find((one) => one.id === id);
  const row = rows.find((one) => one.id === id);
  if (!found && !row)
    throw unknownPlugin(
      id,
      closestWord(
        id,
        discovery.packages.map((one) => one.id),
      ),
    );
  const own = copyOf(disk, id, null);
  if (own && row?.folder === null && !deleteData) throw cameWithGallery(id);
  const kind = found?.kind ?? row?.kind ?? 'plugin';
  if (kind === 'theme' && !own && (await registry.isInUse(id))) throw themeInUse(id);
  if (kind === 'plugin') await stopEverywhere(context, id, cascade);
  const warnings = found ? await letItCleanUp(context, found, !deleteData) : [];
  if (deleteData) await deleteDataOf(context, id);
  const revision = await database.transaction(async (tx) => {
    await resetUsage(tx, id);
    if (deleteData && !own) await deletePlugin(tx, id);
    else await writeUninstalled(tx, id);
    return raise(tx);
  });
  // Whoever reads a template or an asset of it has let go by then.
  await waitForProcesses(context, revision);
  for (const { folder } of disk.installed.packages.filter((one) => one.id === id)) await removeInstalled(registry.pluginsDir, id, folder).catch(() => {});
  return { id, kind, version: own?.version ?? null, from: found?.version ?? row?.version ?? null, active: false, revision, warnings };
}

async function stopEverywhere(context: ManageContext, id: string, cascade: boolean): Promise<void> {
  const { revision } = await deactivatePlugin(context, id, { cascade });
  const { behind } = await waitForProcesses(context, revision);
  if (behind.length > 0) throw stillRunning(id, behind);
}

/** What the plugin cannot do must not keep it here. */
async function letItCleanUp({ kernel }: ManageContext, plugin: Package, keepData: boolean): Promise<string[]> {
  if (plugin.kind === 'theme') return [];
  try {
    await kernel.uninstall(plugin, { keepData });
    return [];
  } catch (error) {
    return [`It could not clean up after itself: ${sentenceOf(error)}.`];
  }
}

async function deleteDataOf({ database, registry }: ManageContext, id: string): Promise<void> {
  await database.transaction((tx) => writeNoData(tx, id));
  await deletePluginTables(database, id);
  await registry.forget(id);
}

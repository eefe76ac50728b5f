import { linkHostPackages } from '../install/link-host-packages.ts';
import type { PackageSource } from '../install/package-source.ts';
import { type StagedPackage, stagePackage } from '../install/stage-package.ts';
import { tryImport } from '../install/try-import.ts';
import type { Package } from '../packages/package.ts';
import { insertPlugins, type PluginRow, readPlugin, writeFirstCopy } from '../registry/plugins-store.ts';
import { raise } from '../registry/raise.ts';
import { type ChangeOptions, changeTo, checkPlan, giveUpCopy, isThere } from './change-to.ts';
import { alreadyCurrent, changedMeanwhile } from './errors.ts';
import type { ManageContext, Managed } from './manage-context.ts';
import { type Plan, planChange } from './plan-change.ts';
import { writeSource } from './source-text.ts';

/** A package that was fetched and checked, and what making it current would do. One of `carryOut` and `discard` ends it. */
export interface PreparedInstall {
  readonly plan: Plan;
  /** As it lies in its stage. */
  readonly package: Package;
  /** Errors: `update-breaks`, `capabilities-wait`, of the trial, `plugin-changed-meanwhile`. What fails leaves everything as it was. */
  carryOut(options?: ChangeOptions): Promise<Managed>;
  discard(): Promise<void>;
}

/**
 * Fetches a package, checks it, and imports it once in a process of its own; nobody knows of it yet. A package that is
 * here already is updated by it, or goes back. Errors: `package-*`, `manifest-invalid`, `plugin-import-*`, `plugin-already-current`.
 */
export async function prepareInstall(context: ManageContext, source: PackageSource): Promise<PreparedInstall> {
  const { registry, config } = context;
  const { disk } = await registry.look();
  const staged = await stagePackage(source, { pluginsDir: registry.pluginsDir, npmRegistry: config.pluginRegistry, bundled: disk.bundled.packages });
  try {
    await linkHostPackages(registry.pluginsDir);
    await tryImport(staged.package);
    const current = await registry.look();
    const row = current.rows.find(({ id }) => id === staged.package.id);
    if (row && row.folder === staged.folder) throw alreadyCurrent(row.id, staged.package.version);
    const plan = planChange(current, staged.package);
    return { plan, package: staged.package, discard: staged.discard, carryOut: (options = {}) => carryOut(context, { staged, plan, row }, options) };
  } catch (error) {
    await staged.discard();
    throw error;
  }
}

interface Prepared {
  readonly staged: StagedPackage;
  readonly plan: Plan;
  readonly row: PluginRow | undefined;
}

async function carryOut(context: ManageContext, { staged, plan, row }: Prepared, options: ChangeOptions): Promise<Managed> {
  try {
    checkPlan(plan, options);
  } catch (error) {
    await staged.discard();
    throw error;
  }
  const kept = await staged.keep();
  try {
    const source = writeSource(staged.source);
    // What came with the gallery may have no row yet, and is there all the same.
    if (plan.direction !== 'install') return await changeTo(context, plan, { to: kept.folder, row: row ?? (await insertRow(context, plan, 'active')), source });
    return await firstCopy(context, plan, { folder: kept.folder, source, row });
  } catch (error) {
    await giveUpCopy(context, kept);
    throw error;
  }
}

async function insertRow({ database, registry, clock = Date.now }: ManageContext, { id, kind }: Plan, desired: 'active' | 'inactive'): Promise<PluginRow> {
  await database.transaction((tx) => insertPlugins(tx, [{ id, kind, desired }], clock()));
  return (await registry.look()).rows.find((row) => row.id === id) as PluginRow;
}

/** What was installed waits until a webmaster activates it. */
async function firstCopy(
  context: ManageContext,
  { id, kind, to }: Plan,
  { row, ...copy }: { readonly folder: string; readonly source: string; readonly row: PluginRow | undefined },
): Promise<Managed> {
  const { database, registry, clock = Date.now } = context;
  if (kind === 'theme') await registry.tryCopy(id, copy.folder);
  const revision = await database.transaction(async (tx) => {
    await insertPlugins(tx, [{ id, kind, desired: 'inactive' }], clock());
    const now = await readPlugin(tx, id);
    const isAsItWas = now?.folder === (row?.folder ?? null) && now.desired === (row?.desired ?? 'inactive');
    if ((!isAsItWas && now?.folder !== copy.folder) || !isThere(context, id, copy.folder)) throw changedMeanwhile(id);
    await writeFirstCopy(tx, id, copy);
    return raise(tx);
  });
  return { id, kind, version: to, from: null, active: false, revision, warnings: [] };
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isGalleryError } from '@picturerail/sdk';
import { removeInstalled } from '../install/remove-installed.ts';
import type { InstalledPackage, Package } from '../packages/package.ts';
import { changeCopy, type PluginRow, readPlugins } from '../registry/plugins-store.ts';
import { raise } from '../registry/raise.ts';
import { capabilitiesWait, changedMeanwhile, updateBreaks } from './errors.ts';
import type { ManageContext, Managed } from './manage-context.ts';
import type { Plan } from './plan-change.ts';

export interface ChangeOptions {
  /** The webmaster has read what the new copy asks for, and agrees. */
  readonly accept?: boolean;
  readonly source?: string;
  /** Told when nothing stands against it, before anything changes. */
  readonly begins?: () => void;
}

/** Refuses what would leave something broken, and what nobody has agreed to. Errors: `update-breaks`, `capabilities-wait`. */
export function checkPlan(plan: Plan, { accept = false, begins }: ChangeOptions): void {
  if (plan.breaks.length > 0) throw updateBreaks(plan.id, plan.to, plan.breaks);
  if (plan.active && plan.asksAnew.length > 0 && !accept) throw capabilitiesWait(plan.id, plan.to, plan.asksAnew);
  begins?.();
}

/** Makes another copy current: tried in a process of its own first where its code runs, then in one row. Errors: of the trial, `plugin-changed-meanwhile`. */
export async function changeTo(
  context: ManageContext,
  plan: Plan,
  { to, row, source }: { readonly to: string | null; readonly row: PluginRow; readonly source?: string },
): Promise<Managed> {
  const { database, registry } = context;
  const { id, kind, from, active } = plan;
  // A theme is shown by whoever looks at it, chosen for the gallery or not.
  if (active || kind === 'theme') await registry.tryCopy(id, to);
  const revision = await database.transaction(async (tx) => {
    // One that was not wanted was not tried, and nobody had to agree to what it asks for.
    const desired = row.desired === 'inactive' && { desired: row.desired };
    if (!(await changeCopy(tx, id, { from: row.folder, to, ...(source !== undefined && { source }), ...desired }))) throw changedMeanwhile(id);
    if (to !== null && !isThere(context, id, to)) throw changedMeanwhile(id);
    return raise(tx);
  });
  return { id, kind, version: plan.to, from, active, revision, warnings: [] };
}

/** False where somebody who was done with another change has cleared it away: until it is current, it is nobody's. */
export const isThere = ({ registry }: Pick<ManageContext, 'registry'>, id: string, folder: string): boolean =>
  existsSync(join(registry.pluginsDir, id, folder));

/** A copy that was kept for a change that did not come about is of no use, unless somebody else has chosen it. */
export async function giveUpCopy({ database, registry }: ManageContext, { id, folder }: InstalledPackage): Promise<void> {
  const row = (await readPlugins(database.read)).find((one) => one.id === id);
  if (row?.folder === folder || row?.previous === folder) return;
  await removeInstalled(registry.pluginsDir, id, folder).catch((error: unknown) => {
    if (!isGalleryError(error)) throw error;
  });
}

/** Copies that are neither current nor the one before it. To be called when all processes have followed. */
export async function removeOldCopies({ database, registry }: Pick<ManageContext, 'database' | 'registry'>, id: string): Promise<string[]> {
  const { disk, rows } = await registry.look();
  const row = rows.find((one) => one.id === id);
  const old = disk.installed.packages.filter(
    (one: Package & { folder: string }) => one.id === id && one.folder !== row?.folder && one.folder !== row?.previous,
  );
  for (const { folder } of old) {
    // Somebody may have gone back to it meanwhile.
    const now = (await readPlugins(database.read)).find((one) => one.id === id);
    if (now?.folder !== folder && now?.previous !== folder) await removeInstalled(registry.pluginsDir, id, folder);
  }
  return old.map(({ folder }) => folder);
}

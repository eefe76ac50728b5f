import type { PackageSource } from '../install/package-source.ts';
import type { InstalledPackage } from '../packages/package.ts';
import { changeCopy, insertPlugins, type PluginRow, readPlugin, writeDesired, writeFirstCopy, writePrevious } from '../registry/plugins-store.ts';
import { raise } from '../registry/raise.ts';
import type { ManageContext } from './manage-context.ts';
import { writeSource } from './source-text.ts';

type Context = Pick<ManageContext, 'database' | 'clock'>;

export interface TakenCopy {
  /** The row as it was; undefined where nobody knew of the package. */
  readonly before: PluginRow | undefined;
  /** False where this copy is current already. */
  readonly changed: boolean;
  readonly revision: number;
}

/**
 * Makes a copy current and wanted without trying it first, for its author, who sees at once what comes of it. Where it
 * does not run, the processes go back to the copy before it by themselves.
 */
export async function takeCopy({ database, clock = Date.now }: Context, { id, kind, folder }: InstalledPackage, source: PackageSource): Promise<TakenCopy> {
  return database.transaction(async (tx) => {
    const before = await readPlugin(tx, id);
    const isWanted = kind === 'theme' || before?.desired === 'active';
    const isCurrent = before?.folder === folder;
    await insertPlugins(tx, [{ id, kind, desired: 'inactive' }], clock());
    if (before && !isCurrent) await changeCopy(tx, id, { from: before.folder, to: folder });
    if (!before) await writeFirstCopy(tx, id, { folder, source: writeSource(source) });
    if (!isWanted || before?.state === 'quarantined' || before?.state === 'failed') await writeDesired(tx, id, 'active');
    return { before, changed: !isCurrent || !isWanted, revision: await raise(tx) };
  });
}

/** Makes things as they were before a copy was taken; what has been installed meanwhile stays on disk. Answers the revision that all processes follow. */
export async function putBackCopy({ database }: Context, id: string, before: PluginRow | undefined): Promise<number> {
  return database.transaction(async (tx) => {
    const now = await readPlugin(tx, id);
    if (now && now.folder !== (before?.folder ?? null)) await changeCopy(tx, id, { from: now.folder, to: before?.folder ?? null });
    await writePrevious(tx, id, before?.previous ?? null);
    if (before?.desired !== 'active') await writeDesired(tx, id, 'inactive');
    return raise(tx);
  });
}

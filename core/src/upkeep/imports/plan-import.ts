import { noteDeed } from '#activity';
import { type Actor, statusNeeded } from '#gallery';
import type { House } from '../../house.ts';
import { folderNotOffered, importGoesOn, importUnknown, tooManyPlans } from './errors.ts';
import { offeredFolder } from './folders.ts';
import { nextTime } from './next-time.ts';
import type { ImportPlan, NewPlan, Rhythm } from './plan.ts';
import { countPlans, deletePlan, insertPlan, lockPlan, setRhythm, setWay } from './plans-store.ts';
import { deleteRuns, oldRuns, openRuns } from './runs-store.ts';

const most = 200;

/** Whoever imports reads folders of the machine that no right of the gallery is about. */
export function refuseUnlessWebmaster(actor: Actor): void {
  if (!('system' in actor) && actor.status !== 'webmaster') throw statusNeeded('import folders of the server', 'webmaster');
}

/**
 * Keeps how a folder is imported, and answers its id; that of the one there is for the folder and the album, which is
 * done in this way from now on. Errors: `status-needed`, `import-folder-not-offered`, `import-goes-on`, `import-too-many`.
 */
export async function planImport({ config, database }: Pick<House, 'config' | 'database'>, actor: Actor, wanted: NewPlan, now = Date.now()): Promise<number> {
  refuseUnlessWebmaster(actor);
  const folder = await offeredFolder(config, wanted.folder);
  if (folder === null) throw folderNotOffered(wanted.folder);
  return database.transaction(async (tx) => {
    const { id, isNew } = await insertPlan(tx, { ...wanted, folder }, now);
    const plan = (await lockPlan(tx, id)) as ImportPlan;
    if (isNew && (await countPlans(tx)) > most) throw tooManyPlans(most);
    if (!isNew && plan.inPlace === wanted.inPlace && plan.access === wanted.access) return id;
    if (!isNew && (await openRuns(tx)).some(({ planId }) => planId === id)) throw importGoesOn(folder);
    await setWay(tx, id, wanted);
    await noteDeed(tx, actor, now, { deed: 'import-planned', id, name: folder });
    return id;
  });
}

/** Says when a folder is looked at by itself. Errors: `status-needed`, `import-unknown`. */
export async function scheduleImport({ database }: Pick<House, 'database'>, actor: Actor, id: number, rhythm: Rhythm, now = Date.now()): Promise<void> {
  refuseUnlessWebmaster(actor);
  await database.transaction(async (tx) => {
    const plan = await lockPlan(tx, id);
    if (plan === null) throw importUnknown(id);
    await setRhythm(tx, id, rhythm, nextTime(rhythm, now));
    await noteDeed(tx, actor, now, { deed: 'import-scheduled', id, name: plan.folder, detail: rhythm.every });
  });
}

/** Forgets how a folder is imported, and its reports; albums and images stay. Errors: `status-needed`, `import-unknown`, `import-goes-on`. */
export async function forgetImport({ database }: Pick<House, 'database'>, actor: Actor, id: number, now = Date.now()): Promise<void> {
  refuseUnlessWebmaster(actor);
  await database.transaction(async (tx) => {
    const plan = await lockPlan(tx, id);
    if (plan === null) throw importUnknown(id);
    if ((await openRuns(tx)).some(({ planId }) => planId === id)) throw importGoesOn(plan.folder);
    await deleteRuns(tx, await oldRuns(tx, id, 0));
    await deletePlan(tx, id);
    await noteDeed(tx, actor, now, { deed: 'import-forgotten', id, name: plan.folder });
  });
}

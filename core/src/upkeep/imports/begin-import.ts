import { isGalleryError } from '@picturerail/sdk';
import { noteDeed } from '#activity';
import { type Actor, system } from '#gallery';
import type { ImportOptions } from '#intake';
import type { House } from '../../house.ts';
import { importGoesOn, importUnknown } from './errors.ts';
import { nextTime } from './next-time.ts';
import { refuseUnlessWebmaster } from './plan-import.ts';
import { duePlans, lockPlan, setNextAt } from './plans-store.ts';
import { insertRun, openRuns, passTo, runById, setEnded } from './runs-store.ts';

type Beginning = Pick<House, 'database' | 'jobs'>;

export const importJobName = 'upkeep:import';

export interface ImportWork {
  readonly runId: number;
  readonly again: boolean;
  readonly acceptMissing: boolean;
  readonly [key: string]: number | boolean;
}

export interface BeginOptions extends Pick<ImportOptions, 'again' | 'acceptMissing'> {
  /** Writes nothing, and says what would come of it. */
  readonly simulate?: boolean;
}

/** Soon, in the job process; those of other folders that were asked for before come first. Errors: `status-needed`, `import-unknown`, `import-goes-on`. */
export async function beginImport(house: Beginning, actor: Actor, planId: number, options: BeginOptions = {}, now = Date.now()): Promise<void> {
  const { simulate = false, again = false, acceptMissing = false } = options;
  refuseUnlessWebmaster(actor);
  await settleLost(house, now);
  await house.database.transaction(async (tx) => {
    const plan = await lockPlan(tx, planId);
    if (plan === null) throw importUnknown(planId);
    if ((await openRuns(tx)).some((run) => run.planId === planId)) throw importGoesOn(plan.folder);
    const [userId, userName] = 'system' in actor ? [null, null] : [actor.userId, actor.name];
    const runId = await insertRun(tx, { planId, simulated: simulate, userId, userName, askedAt: now });
    // Sooner than sizes of pictures: somebody waits for it.
    await house.jobs.add(tx, importJobName, { runId, again, acceptMissing }, { priority: 10 });
    if (userId !== null && !simulate) await noteDeed(tx, actor, now, { deed: 'import-begun', id: planId, name: plan.folder });
  });
}

/** What has begun is finished, nothing else is; what was taken in stays. Errors: `status-needed`, `import-unknown`. */
export async function stopImport({ database }: Pick<House, 'database'>, actor: Actor, planId: number, now = Date.now()): Promise<void> {
  refuseUnlessWebmaster(actor);
  await database.transaction(async (tx) => {
    const plan = await lockPlan(tx, planId);
    if (plan === null) throw importUnknown(planId);
    const run = (await openRuns(tx)).find((one) => one.planId === planId);
    if (!run) return;
    if (await passTo(tx, run.id, ['waiting'], 'stopped')) await setEnded(tx, run.id, { ...run, state: 'stopped', finishedAt: now });
    else if (!(await passTo(tx, run.id, ['running'], 'stopping'))) return;
    await noteDeed(tx, actor, now, { deed: 'import-stopped', id: planId, name: plan.folder });
  });
}

/** Begins what is due by schedule, once however often it was missed; returns how many. One whose folder is still at it is left for the next time. */
export async function scheduleImports(house: Beginning, clock: () => number = Date.now): Promise<number> {
  const now = clock();
  let begun = 0;
  for (const { id } of await duePlans(house.database.read, now)) {
    const isMine = await house.database.transaction(async (tx) => {
      const plan = await lockPlan(tx, id);
      if (plan === null || plan.nextAt === null || plan.nextAt > now) return false;
      await setNextAt(tx, id, nextTime(plan, now));
      return true;
    });
    if (!isMine) continue;
    await beginImport(house, system, id, {}, now).then(
      () => (begun += 1),
      (error: unknown) => {
        if (!isGalleryError(error) || error.code !== 'import-goes-on') throw error;
      },
    );
  }
  return begun;
}

/** A process that dies over a run too often leaves a job that has failed: then the run is over as well. */
async function settleLost({ database, jobs }: Beginning, now: number): Promise<void> {
  const open = new Set((await openRuns(database.read)).map(({ id }) => id));
  if (open.size === 0) return;
  for (const { payload, error } of await jobs.list({ name: importJobName, state: 'failed', limit: 50 })) {
    const id = (payload as ImportWork).runId;
    if (!open.has(id)) continue;
    await database.transaction(async (tx) => {
      const run = await runById(tx, id);
      if (run && (await passTo(tx, id, ['waiting', 'running', 'stopping'], 'failed')))
        await setEnded(tx, id, { ...run, state: 'failed', finishedAt: now, error });
    });
  }
}

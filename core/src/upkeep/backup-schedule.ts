import { listBackups } from '#backup';
import type { House } from '../house.ts';
import { startUpkeep } from './start-upkeep.ts';

const hour = 3_600_000;
const everyMs = { never: null, day: 24 * hour, week: 7 * 24 * hour, month: 30 * 24 * hour } as const;
/** One that fails is tried again, but not each time somebody looks. */
const notBeforeMs = 6 * hour;
/** Looked for each hour: a backup a day stays one at the same time of the day. */
const slackMs = hour / 2;

type Scheduled = Pick<House, 'config' | 'settings' | 'jobs'>;

/** When the next backup by schedule is due, epoch ms; null where there is no schedule. A new schedule begins at once. */
export async function backupSchedule({ config, settings, jobs }: Scheduled): Promise<number | null> {
  const every = everyMs[(await settings.core())['backup.every']];
  if (every === null) return null;
  // Where the folder cannot be read, the attempt is to fail with the reason.
  const newest = (await listBackups(config).catch(() => [])).find(({ kind }) => kind === 'scheduled');
  const [failed] = await jobs.list({ name: 'upkeep:backup', state: 'failed', limit: 1 });
  return Math.max(newest ? newest.madeAt + every : 0, failed ? (failed.finishedAt ?? 0) + notBeforeMs : 0);
}

/** Begins the backup that is due; returns whether one was. */
export async function scheduleBackup(house: Scheduled, clock: () => number = Date.now): Promise<boolean> {
  const due = await backupSchedule(house);
  if (due === null || due > clock() + slackMs) return false;
  const [running] = await house.jobs.list({ name: 'upkeep:backup', state: 'running', limit: 1 });
  if (running) return false;
  await startUpkeep(house.jobs, 'upkeep:backup', { scheduled: true });
  return true;
}

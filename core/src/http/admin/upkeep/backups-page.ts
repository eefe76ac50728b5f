import { stat } from 'node:fs/promises';
import { listBackups } from '#backup';
import type { Config } from '#config';
import { backupSchedule, outcomeOf, startUpkeep } from '#upkeep';
import { pageNotFound } from '../../errors.ts';
import type { Exchange } from '../../exchange.ts';
import { goOn } from '../../go-on.ts';
import { type Room, text } from '../../room.ts';
import { renderAdmin } from '../render-admin.ts';
import { goingOn } from './going.ts';

/** What backups there are, when the next one comes, and the button that makes one. */
export const showBackups = (room: Room) => async (ctx: Exchange) => {
  const { config, jobs } = room.house;
  const [kept, outcome, next, beside] = await Promise.all([
    listBackups(config).catch((error: Error) => error),
    outcomeOf(jobs, 'upkeep:backup'),
    backupSchedule(room.house),
    liesBeside(config),
  ]);
  await renderAdmin(room, ctx, 'backups', {
    title: text(room, ctx, 'title.backups'),
    data: {
      backups: kept instanceof Error ? [] : kept,
      unreadable: kept instanceof Error ? kept.message : null,
      folder: config.backupDir,
      running: goingOn(room, ctx, outcome.running),
      failed: outcome.failed,
      next: next === null ? null : Math.max(next, Date.now()),
      beside,
    },
  });
};

export const beginBackup = (room: Room) => async (ctx: Exchange) => {
  if (ctx.state.form?.get('action') !== 'begin') throw pageNotFound();
  await startUpkeep(room.house.jobs, 'upkeep:backup', { scheduled: false });
  goOn(ctx, '/admin/backups');
};

/** True where the disk that fails would take the backups with it. */
async function liesBeside({ dataDir, backupDir }: Config): Promise<boolean> {
  const [data, backups] = await Promise.all([dataDir, backupDir].map((folder) => stat(folder).catch(() => null)));
  return backupDir.startsWith(`${dataDir}/`) || (data !== null && data !== undefined && data.dev === backups?.dev);
}

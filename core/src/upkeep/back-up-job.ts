import { rm } from 'node:fs/promises';
import type { JobRun } from '@picturerail/sdk';
import { noteAfterwards } from '#activity';
import { backUp, listBackups } from '#backup';
import { system } from '#gallery';
import type { House } from '../house.ts';
import { teller } from './outcome.ts';

export interface BackupWork {
  /** Made by schedule: of those the latest are kept, as many as the settings say. */
  readonly scheduled: boolean;
  readonly [key: string]: boolean;
}

type Keeper = Pick<House, 'config' | 'gallery' | 'storage' | 'settings' | 'log'>;

export const backUpJob =
  (house: Keeper) =>
  async ({ scheduled }: BackupWork, job: JobRun): Promise<void> => {
    const { tell, end } = teller(job);
    const { folder, rows, originals, seconds } = await backUp(house, { kind: scheduled ? 'scheduled' : 'asked', signal: job.signal, progress: tell });
    await noteAfterwards(house.gallery.database, system, { deed: 'backup-made', name: folder });
    if (scheduled) await clearOld(house);
    await end({ folder, rows, originals: originals && { count: originals.count, bytes: originals.bytes, missing: originals.missing }, seconds });
  };

/** Those by hand and those before an update are not its own to remove. */
async function clearOld({ config, settings, log }: Keeper): Promise<void> {
  const { 'backup.keep': keep } = await settings.core();
  const old = (await listBackups(config)).filter(({ kind }) => kind === 'scheduled').slice(keep);
  for (const { folder } of old) {
    await rm(folder, { recursive: true, force: true });
    log.info('An old backup was removed.', { folder });
  }
}

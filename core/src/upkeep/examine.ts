import type { JobRun, Json } from '@picturerail/sdk';
import { accountsChecks } from '#accounts';
import { configChecks } from '#config';
import { databaseChecks } from '#database';
import { type Examination, type Finding, runChecks } from '#doctor';
import { galleryChecks } from '#gallery';
import { intakeChecks } from '#intake';
import { jobsChecks } from '#jobs';
import { kernelChecks, listPlugins } from '#kernel';
import { mediaChecks } from '#media';
import type { House } from '../house.ts';
import { teller } from './outcome.ts';

export interface ExamineWork {
  readonly repair: boolean;
  readonly deep: boolean;
  readonly [key: string]: boolean;
}

/**
 * Works out anew all that a gallery keeps twice, and looks for what nobody needs or misses; what `doctor` does. It runs
 * beside a server or without one, and what it returns was truly wrong when it was found. With `repair` it mends what can
 * be mended without losing anything.
 */
export async function examine(house: House, options: Examination = {}): Promise<Finding[]> {
  const look = await house.registry.look();
  const plugins = new Set(look.discovery.packages.map(({ id }) => id));
  const active = new Set(listPlugins(look).flatMap(({ id, desired, state }) => (desired === 'active' && state === 'active' ? [id] : [])));
  const checks = [
    ...configChecks(house.config),
    ...databaseChecks(house.database),
    ...kernelChecks(house.database),
    ...accountsChecks(house.accounts, active),
    ...jobsChecks({ ...house, plugins }),
    ...galleryChecks(house.gallery),
    ...intakeChecks(house.intake),
    ...mediaChecks(house),
  ];
  return runChecks(checks, options);
}

/** The same as a job, whose outcome is the findings. */
export const examineJob =
  (house: House) =>
  async ({ repair, deep }: ExamineWork, job: JobRun): Promise<void> => {
    const { tell, end } = teller(job);
    const findings = await examine(house, { repair, deep, signal: job.signal, progress: tell });
    await end({ repair, deep, findings: findings as unknown as Json });
  };

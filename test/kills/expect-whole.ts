import path from 'node:path';
import { expect } from 'vitest';
import { filesBelow } from '../files-below.ts';
import type { DoomedGallery } from './doomed-gallery.ts';

const rounds = 8;

/** As if so much time had passed that leases have run out and what is to be tried again is due. */
const passTime = ({ house }: DoomedGallery) =>
  house.database.transaction(async (tx) => {
    await tx.run("UPDATE jobs SET lease_until = 1 WHERE state = 'running'");
    await tx.run("UPDATE jobs SET run_at = 1 WHERE state = 'waiting'");
  });

/** Nobody works there any more: what was left is taken up and done, and then nothing is missing, double or left over. */
export async function expectWhole(doomed: DoomedGallery, story: string): Promise<void> {
  const { house } = doomed;
  for (let round = 0; round < rounds; round += 1) {
    await passTime(doomed);
    await expectDone(doomed, ['jobs', 'run'], story);
    const { waiting, running } = await house.jobs.counts();
    if (waiting + running === 0) break;
  }
  const { waiting, running, failed } = await house.jobs.counts();
  expect({ waiting, running, failed }, story).toEqual({ waiting: 0, running: 0, failed: 0 });
  expect(await idsWithDerivatives(doomed), story).toEqual(await idsOfImages(doomed));
}

export async function expectDone(doomed: DoomedGallery, command: readonly string[], story: string): Promise<void> {
  const { code, text } = await doomed.do({ story, command }).over;
  expect(code, `${command.join(' ')}: ${text}\n${story}`).toBe(0);
}

const idsOfImages = async ({ house }: DoomedGallery): Promise<number[]> =>
  (await house.database.read.all<{ id: number }>('SELECT id FROM images ORDER BY id')).map(({ id }) => id);

/** Derivatives lie in <thousands>/<id>/<hash>/. */
async function idsWithDerivatives({ dir }: DoomedGallery): Promise<number[]> {
  const ids = (await filesBelow(path.join(dir, 'derivatives'))).map((file) => Number(file.split(path.sep)[1]));
  return [...new Set(ids)].sort((a, b) => a - b);
}

import { randomUUID } from 'node:crypto';
import { originalKey, takenFileKeys } from '#gallery';
import { isGone, sweepWorkingNames, thisProcess } from '#runtime';
import { type ArrivalRow, arrivalsAfter, deleteArrivals, takeOverArrival } from './arrivals-store.ts';
import type { Intake } from './intake.ts';

/** Owners renew their claims much more often; whoever does not has died. */
const staleMs = 15_000;

/** Clears up after processes that died while they were storing: what they had copied, and where bytes were renamed into place before their row was written, those and the claim. */
export async function reapArrivals(i: Intake): Promise<void> {
  await sweepWorkingNames(i.storage.tmpDir);
  const owner = randomUUID();
  const staleBefore = i.clock() - staleMs;
  let afterId = 0;
  for (let rows = await arrivalsAfter(i.database.read, afterId); rows.length > 0; rows = await arrivalsAfter(i.database.read, afterId)) {
    for (const row of rows) if (row.claimedAt < staleBefore || isGone(row.process)) await reap(i, row, owner);
    afterId = rows.at(-1)?.id ?? afterId;
  }
}

async function reap(i: Intake, row: ArrivalRow, owner: string): Promise<void> {
  if (!(await i.database.transaction((tx) => takeOverArrival(tx, row, { owner, process: thisProcess, claimedAt: i.clock() })))) return;
  const used = await takenFileKeys(i.database.read, row.albumId, [row.fileKey]);
  if (!used.has(row.fileKey)) await i.storage.originals.remove(await originalKey(i.gallery, row));
  await i.database.transaction((tx) => deleteArrivals(tx, owner, [row.id]));
}

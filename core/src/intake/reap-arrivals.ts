import { randomUUID } from 'node:crypto';
import { originalKey, takenFileKeys } from '#gallery';
import { type ArrivalRow, arrivalsAfter, deleteArrivals, takeOverArrival } from './arrivals-store.ts';
import { isGone, thisProcess } from './holder.ts';
import type { Intake } from './intake.ts';

/** Owners renew their claims much more often; whoever does not has died. */
const staleMs = 15_000;

/** Clears up after processes that died between renaming bytes into place and writing their row: the file goes, then the claim. */
export async function reapArrivals(i: Intake): Promise<void> {
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

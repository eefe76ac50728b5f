import { randomUUID } from 'node:crypto';
import { originalKey, takenFileKeys } from '#gallery';
import { deleteArrivals, staleArrivals, takeOverArrival } from './arrivals-store.ts';
import type { Intake } from './intake.ts';

/** Owners renew their claims much more often; whoever does not has died. */
const staleMs = 15_000;

/** Clears up after processes that died between renaming bytes into place and writing their row: the file goes, then the claim. */
export async function reapArrivals(i: Intake): Promise<void> {
  const owner = randomUUID();
  for (const row of await staleArrivals(i.database.read, i.clock() - staleMs)) {
    if (!(await i.database.transaction((tx) => takeOverArrival(tx, row, owner, i.clock())))) continue;
    const used = await takenFileKeys(i.database.read, row.albumId, [row.fileKey]);
    if (!used.has(row.fileKey)) await i.storage.originals.remove(await originalKey(i.gallery, row));
    await i.database.transaction((tx) => deleteArrivals(tx, owner, [row.id]));
  }
}

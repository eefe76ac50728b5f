import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { type Actor, mayOnAlbum } from '#gallery';
import type { Arrival, Taken } from './arrival.ts';
import { uploadRefused } from './errors.ts';
import type { Intake } from './intake.ts';
import { mapBounded } from './map-bounded.ts';
import { prepareArrival } from './prepare-arrival.ts';
import type { Prepared } from './prepared.ts';
import { settleArrivals } from './settle-arrivals.ts';

/** Files being copied and measured at once in one process. */
export const inFlight = 2 * availableParallelism();

/** Takes files in as images of albums: the one way. Answers by index; throws where nothing can be stored at all. */
export async function takeIn(i: Intake, actor: Actor, arrivals: readonly Arrival[]): Promise<Taken[]> {
  for (const albumId of new Set(arrivals.map((arrival) => arrival.albumId))) {
    if (!(await mayOnAlbum(i.gallery, actor, albumId, 'upload'))) throw uploadRefused(albumId);
  }
  const results = await mapBounded(arrivals, inFlight, (arrival) => prepareArrival(i, actor, arrival));
  const prepared = results.filter((result) => result.status === 'fulfilled').map((result) => result.value);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) {
    await discard(prepared);
    throw failure.reason;
  }
  return settleArrivals(i, actor, prepared);
}

async function discard(prepared: readonly Prepared[]): Promise<void> {
  for (const one of prepared) if (one.kind === 'fresh') await rm(one.file, { force: true });
}

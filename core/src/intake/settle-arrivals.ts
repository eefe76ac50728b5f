import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { type Actor, placeImages } from '#gallery';
import type { Taken } from './arrival.ts';
import { claimArrivals } from './claim-arrivals.ts';
import type { Intake } from './intake.ts';
import { knownImages } from './known-images.ts';
import type { Fresh, Known, Prepared } from './prepared.ts';
import { reapArrivals } from './reap-arrivals.ts';
import { releaseClaims, storeClaims } from './store-claims.ts';

const pollMs = 100;

/** Gives a prepared batch its rows. Answers by index; no temporary file is left, whatever happens. */
export async function settleArrivals(i: Intake, actor: Actor, batch: readonly Prepared[]): Promise<Taken[]> {
  const taken = new Map<Prepared, Taken>();
  try {
    for (const one of batch) if (one.kind === 'rejected') taken.set(one, one.taken);
    await placeKnown(i, actor, { known: batch.filter((one) => one.kind === 'known').map((one) => ({ known: one, from: one })), taken });
    await settleFresh(i, actor, { fresh: batch.filter((one) => one.kind === 'fresh'), taken });
    return batch.map((one) => taken.get(one) as Taken);
  } finally {
    for (const one of batch) if (one.kind === 'fresh') await rm(one.file, { force: true });
  }
}

async function settleFresh(i: Intake, actor: Actor, { fresh, taken }: { fresh: readonly Fresh[]; taken: Map<Prepared, Taken> }): Promise<void> {
  let waiting = fresh;
  while (waiting.length > 0) {
    const { owner, mine, elsewhere } = await claimArrivals(i, waiting);
    const here = await knownImages(
      i,
      actor,
      mine.map(({ fresh: one }) => one.sha256),
    );
    const twins = mine.filter(({ fresh: one }) => here.has(one.sha256));
    await releaseClaims(i, owner, twins);
    const known = twins.map(({ fresh: one }) => ({ known: { ...one, kind: 'known' as const, imageId: here.get(one.sha256) ?? 0 }, from: one }));
    await placeKnown(i, actor, { known, taken });
    const stored = await storeClaims(i, actor, { owner, claims: mine.filter(({ fresh: one }) => !here.has(one.sha256)) });
    for (const [one, outcome] of stored) taken.set(one, outcome);
    waiting = await othersDone(i, { elsewhere, moved: mine.length > 0 });
  }
}

/** What another process was storing is looked at again when it had time to finish, or has died over it. */
async function othersDone(i: Intake, { elsewhere, moved }: { elsewhere: readonly Fresh[]; moved: boolean }): Promise<readonly Fresh[]> {
  if (elsewhere.length > 0 && !moved) {
    await reapArrivals(i);
    await pause(pollMs);
  }
  return elsewhere;
}

interface Placing {
  readonly known: readonly { readonly known: Known; readonly from: Prepared }[];
  readonly taken: Map<Prepared, Taken>;
}

async function placeKnown(i: Intake, actor: Actor, { known, taken }: Placing): Promise<void> {
  if (known.length === 0) return;
  const placed = await placeImages(
    i.gallery,
    actor,
    known.map(({ known: { imageId, arrival } }) => ({ imageId, albumId: arrival.albumId })),
  );
  known.forEach(({ known: { imageId, sha256, bytes }, from }, index) => {
    taken.set(from, { outcome: placed[index] ? 'placed' : 'present', imageId, sha256, bytes });
  });
}

import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { type Actor, placeImages } from '#gallery';
import type { Taken } from './arrival.ts';
import { renewArrivals } from './arrivals-store.ts';
import { type Claims, claimArrivals } from './claim-arrivals.ts';
import type { Intake } from './intake.ts';
import { knownImages } from './known-images.ts';
import { isOutage, storeFailed } from './outage.ts';
import type { Fresh, Known, Prepared } from './prepared.ts';
import { reapArrivals } from './reap-arrivals.ts';
import { releaseClaims, storeClaims } from './store-claims.ts';

const pollMs = 100;
const renewMs = 2_000;

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

interface Settling {
  readonly fresh: readonly Fresh[];
  readonly taken: Map<Prepared, Taken>;
}

async function settleFresh(i: Intake, actor: Actor, { fresh, taken }: Settling): Promise<void> {
  for (let waiting = fresh; waiting.length > 0; ) {
    const claims = await claimArrivals(i, waiting);
    await renewing(i, claims.owner, () => settleClaims(i, actor, { claims, taken }));
    waiting = claims.elsewhere;
    if (waiting.length > 0 && claims.mine.length === 0) await othersDone(i);
  }
}

/** Between preparing and claiming, another process may have stored the same bytes: what it stored is placed. */
async function settleClaims(i: Intake, actor: Actor, { claims, taken }: { readonly claims: Claims; readonly taken: Map<Prepared, Taken> }): Promise<void> {
  const { owner, mine } = claims;
  const hashes = mine.map(({ fresh }) => fresh.sha256);
  const here = await knownImages(i, actor, hashes);
  const twins = mine.filter(({ fresh }) => here.has(fresh.sha256));
  await releaseClaims(i, owner, twins);
  const known = twins.map(({ fresh }) => ({ known: { ...fresh, kind: 'known' as const, imageId: here.get(fresh.sha256) ?? 0 }, from: fresh }));
  await placeKnown(i, actor, { known, taken });
  const stored = await storeClaims(i, actor, { owner, claims: mine.filter(({ fresh }) => !here.has(fresh.sha256)) });
  for (const [fresh, outcome] of stored) taken.set(fresh, outcome);
}

/** While claims are held their owner shows that he is alive. */
async function renewing<T>(i: Intake, owner: string, work: () => Promise<T>): Promise<T> {
  const beat = setInterval(() => {
    i.database.transaction((tx) => renewArrivals(tx, owner, i.clock())).catch(() => undefined);
  }, renewMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}

/** Gives another process time to finish what it is storing, and clears up after one that has died over it. */
async function othersDone(i: Intake): Promise<void> {
  await reapArrivals(i);
  await pause(pollMs);
}

interface Placing {
  readonly known: readonly { readonly known: Known; readonly from: Prepared }[];
  readonly taken: Map<Prepared, Taken>;
}

/** One image that cannot be placed, because it was just deleted, does not keep the others out. */
async function placeKnown(i: Intake, actor: Actor, { known, taken }: Placing): Promise<void> {
  if (known.length === 0) return;
  try {
    await placeTogether(i, actor, { known, taken });
  } catch (error) {
    if (isOutage(error)) throw error;
    if (known.length > 1) for (const one of known) await placeKnown(i, actor, { known: [one], taken });
    else for (const { known: one, from } of known) taken.set(from, storeFailed(i, one.arrival.fileName, error));
  }
}

async function placeTogether(i: Intake, actor: Actor, { known, taken }: Placing): Promise<void> {
  const placed = await placeImages(
    i.gallery,
    actor,
    known.map(({ known: { imageId, arrival } }) => ({ imageId, albumId: arrival.albumId })),
  );
  known.forEach(({ known: { imageId, sha256, bytes }, from }, index) => {
    taken.set(from, { outcome: placed[index] ? 'placed' : 'present', imageId, sha256, bytes });
  });
}

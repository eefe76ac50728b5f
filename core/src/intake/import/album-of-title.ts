import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type AccessChoice, childAlbum, createAlbum, system } from '#gallery';
import type { Intake } from '../intake.ts';
import { claimAlbum, releaseAlbum } from './album-claims-store.ts';
import type { Tally } from './summary.ts';

export interface TitledAlbum {
  /** Null: a top album. */
  readonly parentId: number | null;
  readonly title: string;
  /** For a new album; absent: it inherits. */
  readonly access?: AccessChoice;
  readonly tally: Tally;
}

const staleMs = 15_000;
const pollMs = 50;

/** The album of this title under that parent, made where there is none; made once, also where two imports want it at the same time. */
export async function albumOfTitle(i: Intake, { tally, ...wanted }: TitledAlbum): Promise<number> {
  const { parentId, title } = wanted;
  const digest = createHash('sha256')
    .update(`${parentId ?? 0} ${title}`)
    .digest('hex');
  const owner = randomUUID();
  for (;;) {
    const there = await childAlbum(i.gallery, parentId, title);
    if (there !== null) return there;
    const now = i.clock();
    const mine = await i.database.transaction((tx) => claimAlbum(tx, { digest, owner, now, staleBefore: now - staleMs }));
    if (!mine) {
      await pause(pollMs);
      continue;
    }
    try {
      const meanwhile = await childAlbum(i.gallery, parentId, title);
      if (meanwhile !== null) return meanwhile;
      const id = await createAlbum(i.gallery, system, wanted);
      tally.albumsMade += 1;
      return id;
    } finally {
      await i.database.transaction((tx) => releaseAlbum(tx, { digest, owner }));
    }
  }
}

import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type AccessChoice, type Actor, childAlbum, childAlbums, createAlbum, mayOnAlbum, system } from '#gallery';
import type { Intake } from '../intake.ts';
import { claimAlbum, releaseAlbum } from './album-claims-store.ts';
import type { Tally } from './summary.ts';

export interface TitledAlbum {
  /** Null: a top album. */
  readonly parentId: number | null;
  readonly title: string;
  /** For a new album; absent: it inherits. */
  readonly access?: AccessChoice;
  /** Counts those that are made. */
  readonly tally?: Tally;
  /** Who adds to it; default the system. An album that he may not add to is none for him. */
  readonly actor?: Actor;
}

const staleMs = 15_000;
const pollMs = 50;

/** The album of this title under that parent, made where there is none; made once, also where two imports want it at the same time. */
export async function albumOfTitle(i: Intake, { tally, actor = system, ...wanted }: TitledAlbum): Promise<number> {
  const { parentId, title } = wanted;
  const digest = createHash('sha256')
    .update(`${parentId ?? 0} ${title}`)
    .digest('hex');
  const owner = randomUUID();
  const find = () => ('system' in actor ? childAlbum(i.gallery, parentId, title) : childFor(i, actor, wanted));
  for (;;) {
    const there = await find();
    if (there !== null) return there;
    const now = i.clock();
    const mine = await i.database.transaction((tx) => claimAlbum(tx, { digest, owner, now, staleBefore: now - staleMs }));
    if (!mine) {
      await pause(pollMs);
      continue;
    }
    try {
      const meanwhile = await find();
      if (meanwhile !== null) return meanwhile;
      const id = await createAlbum(i.gallery, actor, wanted);
      if (tally) tally.albumsMade += 1;
      return id;
    } finally {
      await i.database.transaction((tx) => releaseAlbum(tx, { digest, owner }));
    }
  }
}

async function childFor(i: Intake, actor: Actor, { parentId, title }: Pick<TitledAlbum, 'parentId' | 'title'>): Promise<number | null> {
  for (const id of await childAlbums(i.gallery, parentId, title)) if (await mayOnAlbum(i.gallery, actor, id, 'upload')) return id;
  return null;
}

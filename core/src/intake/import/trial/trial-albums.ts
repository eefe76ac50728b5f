import { childAlbum } from '#gallery';
import type { Intake } from '../../intake.ts';
import type { TitledAlbum } from '../album-of-title.ts';

/** The album of this title under that parent, or a number below zero for one that would be made. */
export function trialAlbums(i: Intake): (album: TitledAlbum) => Promise<number> {
  const made = new Map<string, number>();
  return async ({ parentId, title, tally }) => {
    const key = `${parentId ?? 0} ${title}`;
    const there = made.get(key) ?? (await childAlbum(i.gallery, parentId, title));
    if (there !== null) return there;
    const id = -1 - made.size;
    made.set(key, id);
    if (tally) tally.albumsMade += 1;
    return id;
  };
}

import type { Tx } from '#database';
import type { Gallery } from '../gallery.ts';
import { setSortKey, sortablesIn } from '../images/placements-store.ts';
import { sortKey } from '../images/sort-key.ts';
import { rest } from '../rest.ts';
import { timed } from '../timed.ts';
import { lockAlbums } from './albums-store.ts';

export const sortJob = 'gallery:sort-album';

const stepsOfACommand = 10;

/** Puts the images of an album into the order of its rule, as a job: nothing is missing meanwhile, only the order is mixed. */
export async function sortAlbum(g: Gallery, tx: Tx, albumId: number): Promise<void> {
  await g.jobs?.add(tx, sortJob, { albumId }, { key: `${sortJob}:${albumId}` });
}

/** The first steps, which are all of most albums; without jobs, all of them. */
export const sortAWhile = (g: Gallery, albumId: number): Promise<void> => sortSteps(g, albumId, g.jobs ? stepsOfACommand : Number.POSITIVE_INFINITY);

export async function sortSteps(g: Gallery, albumId: number, steps: number, signal?: AbortSignal): Promise<void> {
  let afterId: number | null = 0;
  for (let left = steps; left > 0 && afterId !== null; left -= 1) {
    signal?.throwIfAborted();
    afterId = await sortStep(g, albumId, afterId);
    if (signal) await rest(g);
  }
}

/** By hand there is nothing to do: the order an album had is the one people begin with. */
const sortStep = (g: Gallery, albumId: number, afterId: number): Promise<number | null> =>
  g.database.transaction(async (tx) => {
    const [album] = await lockAlbums(tx, [albumId]);
    if (!album || album.sort === 'manual') return null;
    const { sort } = album;
    const limit = g.steps.size('sort');
    let last: number | undefined;
    const sorted = await timed(g, 'sort', async () => {
      const images = await sortablesIn(tx, albumId, { afterId, limit });
      for (const image of images) {
        const key = sortKey(sort, image);
        if (!key.equals(image.key)) await setSortKey(tx, albumId, image.id, key);
      }
      last = images.at(-1)?.id;
      return images.length;
    });
    return sorted < limit ? null : (last ?? null);
  });

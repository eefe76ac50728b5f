import type { Check, CheckOptions, Wrong } from '#doctor';
import { sortJob } from '../albums/sort-album.ts';
import type { Gallery } from '../gallery.ts';
import { groupBy } from '../group-by.ts';
import { type Fault, isMisplaced, judgeOver } from './image-facts.ts';
import { type FactRow, imageFacts, nextImageId } from './image-facts-store.ts';
import { isAtWork } from './is-at-work.ts';
import { mendImage } from './mend-image.ts';

const imagesPerStep = 1_000;

/** All that is kept of an image and follows from something else, in one pass. */
export const checkImages = (g: Gallery): Check => ({
  name: 'images and their placements',
  codes: {
    'image-narrow': 'Images are kept as more or less hidden than their state and own list say.',
    'placement-narrow': 'Placements are kept as more or less hidden than the state and the own list of their image say.',
    'image-visibility': 'Images are in other lists of the gallery than their albums say: somebody may see too much or too little.',
    'image-main-album': 'Images have a main album in which they do not hang; mended, it is their oldest living placement, or none.',
    'image-order': "Images stand in another place than their albums' rule of order says.",
  },
  async *run(options) {
    let after = 0;
    for (let to = await nextImageId(g.database.read, after, imagesPerStep); to !== null; to = await nextImageId(g.database.read, after, imagesPerStep)) {
      options.signal?.throwIfAborted();
      yield* checkPage(g, { from: after, to }, options);
      options.progress(to, null);
      after = to;
    }
  },
});

interface Range {
  readonly from: number;
  readonly to: number;
}

async function* checkPage(g: Gallery, { from, to }: Range, { repair }: CheckOptions): AsyncIterable<Wrong> {
  const judge = judgeOver(await g.access.registry());
  const images = [...groupBy(await imageFacts(g.database.read, from, to), (row) => row.id).values()];
  for (const rows of images.filter((one) => judge(one).length > 0)) {
    const id = (rows[0] as FactRow).id;
    const faults = await confirmed(g, rows);
    const mended = repair && faults.length > 0;
    if (mended) await mendImage(g, id);
    for (const code of faults) yield { code, what: `image ${id}`, repaired: mended };
  }
}

/** Looked at again, with all lists that were made meanwhile, and without what a job is about to put in order. */
async function confirmed(g: Gallery, before: readonly FactRow[]): Promise<Fault[]> {
  const id = (before[0] as FactRow).id;
  const sorting = new Set<number>();
  for (const { albumId } of before.filter((row) => row.albumId !== null && isMisplaced(row)))
    if (await isAtWork(g, sortJob, `${sortJob}:${albumId}`)) sorting.add(albumId as number);
  const rows = await imageFacts(g.database.read, id - 1, id);
  g.access.touch();
  const faults = judgeOver(await g.access.registry())(rows);
  const rules = new Map(before.map((row) => [row.albumId, row.sort]));
  const isSettled = (row: FactRow) => rules.get(row.albumId) === row.sort && !sorting.has(row.albumId as number);
  return faults.filter((fault) => fault !== 'image-order' || rows.some((row) => row.albumId !== null && isMisplaced(row) && isSettled(row)));
}

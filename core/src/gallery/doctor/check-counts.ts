import type { Check, CheckOptions, Wrong } from '#doctor';
import { addToVisibilities } from '../access/visibility-counts-store.ts';
import { ancestorsOf, isRoot } from '../albums/album-path.ts';
import { albumById } from '../albums/albums-store.ts';
import type { Gallery } from '../gallery.ts';
import { groupBy } from '../group-by.ts';
import { type CountRow, countsBetween, countsOf, nextAlbumId, visibilityCount, wrongVisibilityCounts } from './counts-store.ts';
import { differences, mendCounts } from './mend-counts.ts';

const albumsPerStep = 500;

export const checkCounts = (g: Gallery): Check => ({
  name: 'counts',
  codes: {
    'album-counts': 'Albums count other images, or show another newest image as their cover, than lie in them and below them.',
    'visibility-counts': 'Totals of lists of the gallery are not those of their images.',
  },
  async *run(options) {
    yield* checkAlbumCounts(g, options);
    for (const { id, kept, found } of await wrongVisibilityCounts(g.database.read)) {
      if (options.repair) await mendVisibilityCount(g, id);
      yield { code: 'visibility-counts', what: `list ${id}: ${kept} instead of ${found}`, repaired: options.repair };
    }
  },
});

async function* checkAlbumCounts(g: Gallery, { repair, signal, progress }: CheckOptions): AsyncIterable<Wrong> {
  const seen = new Set<number>();
  let after = 2;
  for (let to = await nextAlbumId(g.database.read, after, albumsPerStep); to !== null; to = await nextAlbumId(g.database.read, after, albumsPerStep)) {
    signal?.throwIfAborted();
    for (const id of suspects(await countsBetween(g.database.read, after, to))) yield* checkWithAbove(g, { id, repair, seen });
    progress(to, null);
    after = to;
  }
}

interface Suspect {
  readonly id: number;
  readonly repair: boolean;
  readonly seen: Set<number>;
}

/** What an album counts wrongly those above it may have added up. */
async function* checkWithAbove(g: Gallery, { id, repair, seen }: Suspect): AsyncIterable<Wrong> {
  const album = await albumById(g.database.read, id);
  if (!album) return;
  for (const one of [id, ...ancestorsOf(album.path).reverse()]) {
    if (seen.has(one) || isRoot(one) || differences(await countsOf(g.database.read, one)).length === 0) continue;
    seen.add(one);
    if (repair) await mendCounts(g, one);
    yield { code: 'album-counts', what: `album ${one}`, repaired: repair };
  }
}

/** Albums that do not keep what lies in them and what those in them keep. */
function suspects(rows: readonly CountRow[]): Set<number> {
  const wrong = new Set<number>();
  for (const group of groupBy(rows, (row) => `${row.albumId}:${row.accessId}:${row.narrowId}`).values()) {
    const of = (source: CountRow['source']) => group.find((row) => row.source === source);
    const [kept, here, below] = [of('kept'), of('here'), of('below')];
    const images = here?.images ?? 0;
    const newestHere = here?.newestHere ?? 0;
    const subtree = images + (below?.subtreeImages ?? 0);
    const newest = Math.max(newestHere, below?.newest ?? 0);
    const same =
      (kept?.images ?? 0) === images && (kept?.newestHere ?? 0) === newestHere && (kept?.subtreeImages ?? 0) === subtree && (kept?.newest ?? 0) === newest;
    if (!same && group[0]) wrong.add(group[0].albumId);
  }
  return wrong;
}

const mendVisibilityCount = (g: Gallery, id: number): Promise<void> =>
  g.database.transaction(async (tx) => {
    const count = await visibilityCount(tx, id);
    if (count) await addToVisibilities(tx, new Map([[id, count.found - count.kept]]));
  });

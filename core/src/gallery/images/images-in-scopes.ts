import type { Maybe } from '@picturerail/sdk';
import { idsOf } from '../albums/album-path.ts';
import type { Gallery } from '../gallery.ts';
import { albumPathsOf } from './placements-store.ts';

const albumIn = (scope: string): number | null => {
  const [, id] = /^album:([1-9]\d{0,15})$/.exec(scope) ?? [];
  return id === undefined ? null : Number(id);
};

/**
 * Those of the images that lie in one of the scopes: `gallery`, or `album:12` for all that is placed in that album or below
 * it. What is neither counts as the whole gallery: a scope that is not understood must not let anything through.
 */
export const imagesInScopes =
  (g: Gallery) =>
  (scopes: readonly string[], imageIds: readonly number[]): Maybe<ReadonlySet<number>> => {
    const albums = new Set<number>();
    for (const scope of scopes) {
      const album = albumIn(scope);
      if (album === null) return new Set(imageIds);
      albums.add(album);
    }
    return placedBelow(g, albums, imageIds);
  };

async function placedBelow(g: Gallery, albumIds: ReadonlySet<number>, imageIds: readonly number[]): Promise<ReadonlySet<number>> {
  const rows = await albumPathsOf(g.database.read, imageIds);
  return new Set(rows.filter(({ path }) => idsOf(path).some((id) => albumIds.has(id))).map(({ imageId }) => imageId));
}

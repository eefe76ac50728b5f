import type { Tx } from '#database';
import type { SortRule } from '../albums/album.ts';
import { type AlbumRecord, holdAlbums } from '../albums/albums-store.ts';
import { groupBy } from '../group-by.ts';
import { type ImageRecord, lockImages } from './images-store.ts';
import { type PlacementRow, placementsOf } from './placements-store.ts';

/** Where an image hangs. */
export interface HeldPlacement {
  readonly albumId: number;
  readonly path: string;
  readonly accessId: number;
  readonly sort: SortRule;
  readonly placedAt: number;
}

/** An image with its placements, oldest first, none of which changes until the transaction ends. */
export interface HeldImage extends ImageRecord {
  readonly placements: readonly HeldPlacement[];
}

/**
 * Holds albums before images, as every writer does. `alsoAlbums`: where images are about to be placed. Placements are
 * read again once all is held; an album that came in between is held late, which at worst costs a deadlock and a retry.
 */
export async function holdImages(
  tx: Tx,
  imageIds: readonly number[],
  alsoAlbums: Iterable<number> = [],
): Promise<{ images: HeldImage[]; albums: Map<number, AlbumRecord> }> {
  const albums = new Map<number, AlbumRecord>();
  const hold = async (ids: Iterable<number>) => {
    const unheld = [...new Set(ids)].filter((id) => !albums.has(id));
    if (unheld.length > 0) for (const album of await holdAlbums(tx, unheld)) albums.set(album.id, album);
  };
  await hold([...alsoAlbums, ...(await placementsOf(tx, imageIds)).map((row) => row.albumId)]);
  const records = await lockImages(tx, imageIds);
  const placements = await placementsOf(tx, imageIds);
  const byImage = groupBy(placements, (row) => row.imageId);
  await hold(placements.map((row) => row.albumId));
  return {
    images: records.map((record) => ({
      ...record,
      placements: (byImage.get(record.id) ?? []).flatMap((row) => placementIn(albums, row)),
    })),
    albums,
  };
}

function placementIn(albums: ReadonlyMap<number, AlbumRecord>, row: PlacementRow): HeldPlacement[] {
  const album = albums.get(row.albumId);
  return album ? [heldPlacement(album, row.placedAt)] : [];
}

export const heldPlacement = ({ id, path, accessId, sort }: AlbumRecord, placedAt: number): HeldPlacement => ({ albumId: id, path, accessId, sort, placedAt });

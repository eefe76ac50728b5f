import type { Sql } from '#database';
import type { View } from '../access/access.ts';
import type { ListedImage } from '../images/image.ts';
import { type AlbumCountRow, albumsIn } from './albums-part-store.ts';
import type { CoversWanted } from './images-part-store.ts';
import type { AlbumSummary, AlbumsPart } from './page.ts';

export interface AlbumsOptions {
  readonly parentId: number;
  readonly language: string;
  readonly page: number;
  readonly perPage: number;
}

/** Albums of a page before their covers are known. */
export interface CountedAlbums {
  /** The album itself. */
  readonly parent: AlbumCountRow;
  readonly albums: readonly AlbumCountRow[];
  readonly page: number;
  readonly total: number;
  readonly pages: number;
  readonly covers: CoversWanted;
}

/** The albums a viewer sees in another one; those that hang here although they lie deeper stand first. */
export async function countedAlbums(sql: Sql, view: View, { parentId, language, page, perPage }: AlbumsOptions): Promise<CountedAlbums | null> {
  const hanging = await view.hanging();
  const hangingHere = hanging.get(parentId) ?? [];
  const start = (page - 1) * perPage;
  const slice = hangingHere.slice(start, start + perPage);
  const rows = await albumsIn(sql, view, {
    parentId,
    language,
    hanging: slice,
    limit: perPage - slice.length,
    offset: Math.max(0, start - hangingHere.length),
  });
  const parent = rows.find((row) => row.rank === 0);
  if (!parent) return null;
  const total = parent.total + hangingHere.length;
  const pages = Math.ceil(total / perPage);
  if (page > Math.max(1, pages)) return countedAlbums(sql, view, { parentId, language, page: Math.max(1, pages), perPage });
  const albums = rows.filter((row) => row.rank > 0).map((row) => ({ ...row, albumCount: row.albumCount + (hanging.get(row.id)?.length ?? 0) }));
  return { parent: { ...parent, albumCount: total }, albums, page, total, pages, covers: coversOf([parent, ...albums]) };
}

const coversOf = (rows: readonly AlbumCountRow[]): CoversWanted => ({
  chosen: rows.flatMap((row) => row.coverImageId ?? []),
  newest: [...new Set(rows.flatMap((row) => row.newest || []))],
});

/** A chosen cover where this viewer may see it, else the newest image he can reach. */
export function summaryOf(row: AlbumCountRow, covers: ReadonlyMap<number, ListedImage>): AlbumSummary {
  const { id, title, description, albumCount } = row;
  return {
    id,
    title,
    description,
    albumCount,
    imageCount: row.images ?? 0,
    cover: covers.get(row.coverImageId ?? 0) ?? covers.get(row.newest ?? 0) ?? null,
  };
}

export const albumsPartOf = ({ albums, page, total, pages }: CountedAlbums, covers: ReadonlyMap<number, ListedImage>): AlbumsPart => ({
  albums: albums.map((row) => summaryOf(row, covers)),
  albumsPage: page,
  albumsTotal: total,
  albumsPages: pages,
});

import type { Sql } from '#database';
import type { View } from '../access/access.ts';
import type { ListedImage } from '../images/image.ts';
import { type AlbumCountRow, type AlbumCounts, albumsIn } from './albums-part-store.ts';
import type { CoversWanted } from './images-part-store.ts';
import type { AlbumSummary, AlbumsPart } from './page.ts';

export interface AlbumsOptions {
  readonly parentId: number;
  readonly language: string;
  readonly page: number;
  readonly perPage: number;
  /** Where the counts are to be had, if not from the rows as they are. Covers that they name are looked at again, since they may be older. */
  readonly countsFrom?: (albumIds: readonly number[]) => Promise<ReadonlyMap<number, AlbumCounts>>;
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
export async function countedAlbums(sql: Sql, view: View, options: AlbumsOptions): Promise<CountedAlbums | null> {
  const { parentId, language, page, perPage, countsFrom } = options;
  const hanging = await view.hanging();
  const hangingHere = hanging.get(parentId) ?? [];
  const start = (page - 1) * perPage;
  const slice = hangingHere.slice(start, start + perPage);
  const found = await albumsIn(sql, view, {
    parentId,
    language,
    hanging: slice,
    limit: perPage - slice.length,
    offset: Math.max(0, start - hangingHere.length),
    counted: countsFrom === undefined,
  });
  const rows = countsFrom ? await withCounts(found, countsFrom) : found;
  const parent = rows.find((row) => row.rank === 0);
  if (!parent) return null;
  const total = parent.total + hangingHere.length;
  const pages = Math.ceil(total / perPage);
  if (page > Math.max(1, pages)) return countedAlbums(sql, view, { ...options, page: Math.max(1, pages) });
  const albums = rows.filter((row) => row.rank > 0).map((row) => ({ ...row, albumCount: row.albumCount + (hanging.get(row.id)?.length ?? 0) }));
  return { parent: { ...parent, albumCount: total }, albums, page, total, pages, covers: coversOf([parent, ...albums], countsFrom === undefined) };
}

async function withCounts(rows: readonly AlbumCountRow[], countsFrom: NonNullable<AlbumsOptions['countsFrom']>): Promise<AlbumCountRow[]> {
  const ids = rows.filter(({ rank }) => rank > 0).map(({ id }) => id);
  if (ids.length === 0) return [...rows];
  const counts = await countsFrom(ids);
  return rows.map((row) => ({ ...row, ...counts.get(row.id) }));
}

function coversOf(rows: readonly AlbumCountRow[], isCurrent: boolean): CoversWanted {
  const chosen = rows.flatMap((row) => row.coverImageId ?? []);
  const newest = [...new Set(rows.flatMap((row) => row.newest || []))];
  return isCurrent ? { chosen, newest, recent: [] } : { chosen, newest: [], recent: newest };
}

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

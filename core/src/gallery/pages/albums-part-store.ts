import { type Dialect, indexed, literals, type Sql } from '#database';
import type { View } from '../access/access.ts';
import { among, amongInJoin } from '../access/condition-store.ts';
import { rootId } from '../albums/album-path.ts';

/** What a viewer can reach in an album and below; null where there is nothing. */
export interface AlbumCounts {
  readonly here: number | null;
  readonly images: number | null;
  readonly newest: number | null;
}

export interface AlbumCountRow extends AlbumCounts {
  readonly id: number;
  /** 0 the album itself, 1 hangs here, 2 lies here. */
  readonly rank: number;
  /** Of the album itself: visible albums that lie in it. */
  readonly total: number;
  readonly title: string;
  readonly description: string;
  readonly coverImageId: number | null;
  readonly albumCount: number;
}

export interface AlbumsWanted {
  readonly parentId: number;
  readonly language: string;
  /** Of albums that hang under this one although they lie deeper. */
  readonly hanging: readonly number[];
  readonly limit: number;
  readonly offset: number;
  /** False: the counts are null, and come from elsewhere. */
  readonly counted: boolean;
}

const sums = 'SUM(s.images) AS here, SUM(s.subtree_images) AS images, MAX(s.newest_image_id) AS newest';
const uncounted = 'NULL AS here, NULL AS images, NULL AS newest';

const reachable = (view: View, dialect: Dialect): string =>
  `${amongInJoin(view, 'list', { column: 's.access_id', dialect })} AND ${amongInJoin(view, 'narrow', { column: 's.narrow_id', dialect })}`;

/** Of some albums; those with nothing to reach are left out. */
export const countsOf = (sql: Sql, view: View, albumIds: readonly number[]): Promise<(AlbumCounts & { readonly id: number })[]> =>
  sql.all(
    `SELECT s.album_id AS id, ${sums} FROM album_stats s WHERE s.album_id IN (${literals(albumIds)}) AND ${reachable(view, sql.dialect)} GROUP BY s.album_id`,
  );

/**
 * An album with the page of albums in it, each with what the viewer can reach in it and below. The page is cut first
 * and joined to the counts then; counts are summed before texts are joined, because both databases sort wide rows slowly. The root itself, which has
 * the most rows of all, is not counted: nobody asks.
 */
export function albumsIn(sql: Sql, view: View, wanted: AlbumsWanted): Promise<AlbumCountRow[]> {
  const { dialect } = sql;
  const lists = among(view, 'list', 'a.access_id');
  const children = `FROM albums a ${indexed(dialect, 'albums_children')} WHERE a.parent_id = ? AND ${lists}`;
  const counts = wanted.counted
    ? `LEFT JOIN album_stats s ON s.album_id = NULLIF(p.id, ${rootId}) AND ${reachable(view, dialect)} GROUP BY p.id, p.place, p.position, p.total`
    : '';
  const hanging = wanted.hanging.length === 0 ? '' : `UNION ALL SELECT a.id, 1, a.id, 0 FROM albums a WHERE a.id IN (${literals(wanted.hanging)}) AND ${lists}`;
  return sql.all<AlbumCountRow>(
    `SELECT q.id, q.place AS \`rank\`, q.total, q.here, q.images, q.newest, c.cover_image_id AS coverImageId,
            COALESCE(t.title, c.title) AS title, COALESCE(t.description, c.description) AS description,
            (SELECT COUNT(*) FROM albums a ${indexed(dialect, 'albums_children')} WHERE a.parent_id = q.id AND q.place > 0 AND ${lists}) AS albumCount
       FROM (
         SELECT p.id, p.place, p.position, p.total, ${wanted.counted ? sums : uncounted}
           FROM (
             SELECT ? AS id, 0 AS place, 0 AS position, (SELECT COUNT(*) ${children}) AS total
             ${hanging}
             UNION ALL SELECT * FROM (SELECT a.id, 2, a.position, 0 ${children} ORDER BY a.position, a.id LIMIT ? OFFSET ?) part
           ) p ${counts}
       ) q
       JOIN albums c ON c.id = q.id LEFT JOIN album_texts t ON t.album_id = c.id AND t.language = ?
      ORDER BY q.place, q.position, q.id`,
    [wanted.parentId, wanted.parentId, wanted.parentId, wanted.limit, wanted.offset, wanted.language],
  );
}

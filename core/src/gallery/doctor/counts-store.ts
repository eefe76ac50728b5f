import type { Sql, Tx } from '#database';

/** What a key of an album's counts has: as it is kept, as it lies directly in the album, as its sub-albums keep it. */
export interface CountRow {
  readonly source: 'kept' | 'here' | 'below';
  readonly albumId: number;
  readonly accessId: number;
  readonly narrowId: number;
  readonly images: number;
  readonly newestHere: number;
  readonly subtreeImages: number;
  readonly newest: number;
}

const kept = `SELECT 'kept' AS source, s.album_id AS albumId, s.access_id AS accessId, s.narrow_id AS narrowId, s.images, s.newest_here_id AS newestHere,
  s.subtree_images AS subtreeImages, s.newest_image_id AS newest FROM album_stats s WHERE s.album_id > ? AND s.album_id <= ?`;

/** Of albums by number, all at one moment: what an album keeps must be what lies in it and what its sub-albums keep. */
export const countsBetween = (sql: Sql, from: number, to: number): Promise<CountRow[]> =>
  sql.all(
    `${kept} UNION ALL
     SELECT 'here', p.album_id, a.access_id, p.narrow_id, COUNT(*), MAX(p.image_id), 0, 0 FROM album_images p JOIN albums a ON a.id = p.album_id
      WHERE p.album_id > ? AND p.album_id <= ? GROUP BY p.album_id, a.access_id, p.narrow_id UNION ALL
     SELECT 'below', c.parent_id, s.access_id, s.narrow_id, 0, 0, SUM(s.subtree_images), MAX(s.newest_image_id) FROM albums c JOIN album_stats s ON s.album_id = c.id
      WHERE c.parent_id > ? AND c.parent_id <= ? GROUP BY c.parent_id, s.access_id, s.narrow_id`,
    [from, to, from, to, from, to],
  );

/** Of one album, all at one moment, from the placements in it and below it. */
export function countsOf(sql: Sql, albumId: number): Promise<CountRow[]> {
  const end = sql.dialect === 'sqlite' ? `SUBSTR(t.path, 1, LENGTH(t.path) - 1) || '0'` : `CONCAT(LEFT(t.path, LENGTH(t.path) - 1), '0')`;
  return sql.all(
    `${kept} UNION ALL
     SELECT 'here', t.id, a.access_id, p.narrow_id, SUM(CASE WHEN a.id = t.id THEN 1 ELSE 0 END), MAX(CASE WHEN a.id = t.id THEN p.image_id ELSE 0 END), COUNT(*), MAX(p.image_id)
       FROM albums t JOIN albums a ON a.path >= t.path AND a.path < ${end} JOIN album_images p ON p.album_id = a.id
      WHERE t.id = ? GROUP BY t.id, a.access_id, p.narrow_id`,
    [albumId - 1, albumId, albumId],
  );
}

export const nextAlbumId = async (sql: Sql, after: number, size: number): Promise<number | null> =>
  (await sql.get<{ last: number | null }>('SELECT MAX(id) AS last FROM (SELECT id FROM albums WHERE id > ? ORDER BY id LIMIT ?) part', [after, size]))?.last ??
  null;

/** Nobody else changes them until the transaction ends. */
export const holdCounts = (tx: Tx, albumId: number) =>
  tx.all(`SELECT album_id FROM album_stats WHERE album_id = ? ORDER BY access_id, narrow_id${tx.dialect === 'sqlite' ? '' : ' FOR UPDATE'}`, [albumId]);

export interface VisibilityCount {
  readonly id: number;
  readonly kept: number;
  readonly found: number;
}

const counted = `SELECT v.id, v.images AS kept, COALESCE(c.images, 0) AS found FROM visibilities v
  LEFT JOIN (SELECT visibility_id, COUNT(*) AS images FROM images WHERE visibility_id IS NOT NULL GROUP BY visibility_id) c ON c.visibility_id = v.id`;

/** Visibilities whose count is not that of their images, all at one moment. */
export const wrongVisibilityCounts = (sql: Sql): Promise<VisibilityCount[]> => sql.all(`${counted} WHERE v.images <> COALESCE(c.images, 0) ORDER BY v.id`);

export const visibilityCount = (sql: Sql, id: number): Promise<VisibilityCount | undefined> =>
  sql.get('SELECT v.id, v.images AS kept, (SELECT COUNT(*) FROM images i WHERE i.visibility_id = v.id) AS found FROM visibilities v WHERE v.id = ?', [id]);

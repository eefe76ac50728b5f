import type { Sql } from '#database';

export interface ImageFile {
  /** Empty where the original was not read to its end yet. */
  readonly sha256: string;
  /** The folder it is served from, as it was declared; null: it is stored. */
  readonly root: string | null;
  readonly ownAccessId: number | null;
}

export const imageFile = (sql: Sql, id: number): Promise<ImageFile | undefined> =>
  sql.get<ImageFile>(
    'SELECT i.sha256, r.path AS root, i.own_access_id AS ownAccessId FROM images i LEFT JOIN original_roots r ON r.id = i.root_id WHERE i.id = ?',
    [id],
  );

/** Oldest first. */
export const placesOf = (
  sql: Sql,
  id: number,
): Promise<{ readonly albumId: number; readonly title: string; readonly path: string; readonly accessId: number; readonly coverImageId: number | null }[]> =>
  sql.all(
    `SELECT a.id AS albumId, a.title, a.path, a.access_id AS accessId, a.cover_image_id AS coverImageId FROM album_images p JOIN albums a ON a.id = p.album_id
      WHERE p.image_id = ? ORDER BY p.placed_at, p.album_id`,
    [id],
  );

const mostTwins = 20;

export const twinsOf = async (sql: Sql, id: number, sha256: string): Promise<number[]> =>
  (await sql.all<{ id: number }>(`SELECT id FROM images WHERE sha256 = ? AND id <> ? AND state <> 'trashed' ORDER BY id LIMIT ${mostTwins}`, [sha256, id])).map(
    (row) => row.id,
  );

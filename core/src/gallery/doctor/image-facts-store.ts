import type { Sql } from '#database';
import type { SortRule } from '../albums/album.ts';
import type { ImageState } from '../images/image.ts';

/** One placement of an image, or the image alone where it hangs nowhere, as one statement saw them. */
export interface FactRow {
  readonly id: number;
  readonly state: ImageState;
  readonly ownAccessId: number | null;
  readonly narrowId: number;
  readonly visibilityId: number | null;
  readonly mainAlbumId: number | null;
  readonly title: string;
  readonly fileName: string;
  readonly takenAt: number | null;
  readonly createdAt: number;
  readonly albumId: number | null;
  readonly placedNarrowId: number;
  readonly sortKey: Uint8Array;
  readonly accessId: number;
  readonly sort: SortRule;
  /** Above 0 where an access change has yet to come by. */
  readonly changing: number;
}

/** Of images by number, from (exclusive) and to (inclusive), in the order of ids; placements that dangle are left out. */
export const imageFacts = (sql: Sql, from: number, to: number): Promise<FactRow[]> =>
  sql.all(
    `SELECT i.id, i.state, i.own_access_id AS ownAccessId, i.narrow_id AS narrowId, i.visibility_id AS visibilityId, i.main_album_id AS mainAlbumId,
        i.title, i.file_name AS fileName, i.taken_at AS takenAt, i.created_at AS createdAt,
        a.id AS albumId, p.narrow_id AS placedNarrowId, p.sort_key AS sortKey, a.access_id AS accessId, a.sort_rule AS sort,
        (SELECT COUNT(*) FROM narrowing n JOIN access_changes c ON c.id = n.change_id WHERE n.image_id = i.id)
          + (SELECT COUNT(*) FROM access_change_albums s WHERE s.album_id = p.album_id) AS changing
       FROM images i LEFT JOIN album_images p ON p.image_id = i.id LEFT JOIN albums a ON a.id = p.album_id
      WHERE i.id > ? AND i.id <= ? ORDER BY i.id`,
    [from, to],
  );

/** The id of the `size`th image after one, or of the last; null where there is none. */
export const nextImageId = async (sql: Sql, after: number, size: number): Promise<number | null> =>
  (await sql.get<{ last: number | null }>('SELECT MAX(id) AS last FROM (SELECT id FROM images WHERE id > ? ORDER BY id LIMIT ?) part', [after, size]))?.last ??
  null;

import type { Sql } from '#database';

/** What says where the original of an image lies. */
export interface OriginalRow {
  readonly albumId: number | null;
  readonly fileName: string;
  /** The folder of the declared root; null: stored. */
  readonly root: string | null;
  readonly path: Uint8Array | null;
}

export const originalOf = (sql: Sql, imageId: number): Promise<OriginalRow | undefined> =>
  sql.get<OriginalRow>(
    `SELECT i.main_album_id AS albumId, i.file_name AS fileName, r.path AS root, i.relative_path AS path
       FROM images i LEFT JOIN original_roots r ON r.id = i.root_id WHERE i.id = ?`,
    [imageId],
  );

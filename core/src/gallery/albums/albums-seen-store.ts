import { literals, type Sql } from '#database';

export interface SeenAlbumRow {
  readonly id: number;
  readonly title: string;
  readonly accessId: number;
}

/** With titles in this language where there are any. */
export const albumsNamed = (sql: Sql, ids: readonly number[], language: string): Promise<SeenAlbumRow[]> =>
  sql.all(
    `SELECT a.id, COALESCE(t.title, a.title) AS title, a.access_id AS accessId
       FROM albums a LEFT JOIN album_texts t ON t.album_id = a.id AND t.language = ? WHERE a.id IN (${literals(ids)})`,
    [language],
  );

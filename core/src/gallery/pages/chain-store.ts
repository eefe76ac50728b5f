import type { Sql } from '#database';

/** An album on the way from the root down. */
export interface ChainRow {
  readonly id: number;
  readonly path: string;
  readonly title: string;
  readonly accessId: number;
  readonly creatorId: number | null;
}

// CROSS JOIN keeps SQLite from scanning all albums for the few of the chain (seen with statistics of 2,000 albums).
const text = `WITH RECURSIVE chain (id, parent_id, height) AS (
    SELECT id, parent_id, 0 FROM albums WHERE id = ?
    UNION ALL
    SELECT a.id, a.parent_id, chain.height + 1 FROM chain JOIN albums a ON a.id = chain.parent_id
  )
  SELECT chain.height, a.id, a.path, COALESCE(t.title, a.title) AS title, a.access_id AS accessId, a.creator_id AS creatorId
    FROM chain CROSS JOIN albums a ON a.id = chain.id LEFT JOIN album_texts t ON t.album_id = a.id AND t.language = ?`;

/** From the root down to the album itself; empty where there is none. Paths do not tell the order: while an album is moved, those below it say where they were. */
export async function chainOfAlbum(sql: Sql, albumId: number, language: string): Promise<ChainRow[]> {
  const rows = await sql.all<ChainRow & { readonly height: number }>(text, [albumId, language]);
  return rows.sort((a, b) => b.height - a.height);
}

import { indexed, type Sql } from '#database';
import type { View } from '../access/access.ts';
import { among, inLists } from '../access/condition-store.ts';

/** Further than this, a position is not counted. */
export const mostCounted = 500;

export interface NeighbourRow {
  readonly part: 'previous' | 'next' | 'before' | 'after' | 'total';
  /** An image, or a count. */
  readonly number: number;
  readonly title: string | null;
  readonly fileName: string | null;
}

const neighbour = (part: string, found: string) =>
  `SELECT '${part}' AS part, i.id AS number, COALESCE(t.title, i.title) AS title, i.file_name AS fileName
     FROM (${found}) p JOIN images i ON i.id = p.id LEFT JOIN image_texts t ON t.image_id = i.id AND t.language = ?`;

const counted = (part: string, found: string) => `SELECT '${part}', COUNT(*), NULL, NULL FROM (${found} LIMIT ${mostCounted + 1}) ${part}_rows`;

export interface AlbumSpot {
  readonly albumId: number;
  readonly accessId: number;
  readonly imageId: number;
  readonly sortKey: Uint8Array;
  readonly language: string;
}

/** Before and after an image in its album. Comparisons are written out: MariaDB scans for row values (measured). */
export function neighboursInAlbum(sql: Sql, view: View, { albumId, accessId, imageId, sortKey, language }: AlbumSpot): Promise<NeighbourRow[]> {
  const from = `SELECT ai.image_id AS id FROM album_images ai ${indexed(sql.dialect, 'album_images_sorted')} WHERE ai.album_id = ? AND ${among(view, 'narrow', 'ai.narrow_id')}`;
  const before = `${from} AND ai.sort_key <= ? AND (ai.sort_key < ? OR ai.image_id < ?)`;
  const after = `${from} AND ai.sort_key >= ? AND (ai.sort_key > ? OR ai.image_id > ?)`;
  const spot = [albumId, sortKey, sortKey, imageId];
  return sql.all<NeighbourRow>(
    `${neighbour('previous', `${before} ORDER BY ai.sort_key DESC, ai.image_id DESC LIMIT 1`)}
     UNION ALL ${neighbour('next', `${after} ORDER BY ai.sort_key, ai.image_id LIMIT 1`)}
     UNION ALL ${counted('before', before)}
     UNION ALL ${counted('after', after)}
     UNION ALL SELECT 'total', COALESCE(SUM(s.images), 0), NULL, NULL FROM album_stats s WHERE s.album_id = ? AND s.access_id = ? AND ${among(view, 'narrow', 's.narrow_id')}`,
    [...spot, language, ...spot, language, ...spot, ...spot, albumId, accessId],
  );
}

export interface NewestSpot {
  readonly imageId: number;
  readonly createdAt: number;
  readonly language: string;
  readonly index: string;
}

/** Newer and older than an image, among those this viewer finds in lists. */
export function neighboursInNewest(sql: Sql, view: View, { imageId, createdAt, language, index }: NewestSpot): Promise<NeighbourRow[]> {
  const from = `SELECT i.id FROM images i ${indexed(sql.dialect, index)} WHERE ${inLists(view, 'i')}`;
  const newer = `${from} AND i.created_at >= ? AND (i.created_at > ? OR i.id > ?)`;
  const older = `${from} AND i.created_at <= ? AND (i.created_at < ? OR i.id < ?)`;
  const spot = [createdAt, createdAt, imageId];
  return sql.all<NeighbourRow>(
    `${neighbour('previous', `${newer} ORDER BY i.created_at, i.id LIMIT 1`)}
     UNION ALL ${neighbour('next', `${older} ORDER BY i.created_at DESC, i.id DESC LIMIT 1`)}
     UNION ALL ${counted('before', newer)}`,
    [...spot, language, ...spot, language, ...spot],
  );
}

import { chunks, placeholders, type Sql } from '#database';
import { trashId } from '../albums/album-path.ts';
import type { ImageRow } from './image.ts';
import { imageFacts, imageTexts } from './image-row.ts';

export const imageById = (sql: Sql, id: number): Promise<ImageRow | undefined> =>
  sql.get<ImageRow>(`SELECT ${imageFacts}, ${imageTexts} FROM images i WHERE i.id = ?`, [id]);

export const imagesAfterId = (sql: Sql, afterId: number, limit: number): Promise<ImageRow[]> =>
  sql.all<ImageRow>(`SELECT ${imageFacts}, ${imageTexts} FROM images i WHERE i.id > ? ORDER BY i.id LIMIT ?`, [afterId, limit]);

// In the trash is what was put there itself, and what hangs in no living album but in one that is there.
const trashed = `(i.state = 'trashed' OR (
  EXISTS (SELECT 1 FROM album_images p JOIN albums a ON a.id = p.album_id WHERE p.image_id = i.id AND a.path >= '/${trashId}/')
  AND NOT EXISTS (SELECT 1 FROM album_images p JOIN albums a ON a.id = p.album_id WHERE p.image_id = i.id AND a.path < '/${trashId}/')))`;

/** The oldest of each content. */
export async function livingByHash(sql: Sql, hashes: readonly string[]): Promise<{ readonly sha256: string; readonly id: number }[]> {
  const rows: { sha256: string; id: number }[] = [];
  for (const part of chunks(hashes, 200)) {
    rows.push(
      ...(await sql.all<{ sha256: string; id: number }>(
        `SELECT i.sha256, MIN(i.id) AS id FROM images i WHERE i.sha256 IN (${placeholders(part.length)}) AND NOT ${trashed} GROUP BY i.sha256`,
        part,
      )),
    );
  }
  return rows;
}

export const isLiving = async (sql: Sql, id: number): Promise<boolean> =>
  (await sql.get(`SELECT i.id FROM images i WHERE i.id = ? AND NOT ${trashed}`, [id])) !== undefined;

export const countAll = async (sql: Sql): Promise<number> => (await sql.get<{ images: number }>('SELECT COUNT(*) AS images FROM images'))?.images ?? 0;

export const countWithoutHash = async (sql: Sql): Promise<number> =>
  (await sql.get<{ images: number }>("SELECT COUNT(*) AS images FROM images WHERE thumb_hash IS NULL AND state = 'published'"))?.images ?? 0;

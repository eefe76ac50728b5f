import { literals, type Sql } from '#database';
import type { ImageState } from '../images/image.ts';
import type { OriginalRow } from './original-store.ts';

export interface OriginalFacts extends OriginalRow {
  readonly id: number;
  readonly bytes: number;
  /** Empty until a job has read the file. */
  readonly sha256: string;
  readonly state: ImageState;
}

const facts = `SELECT i.id, i.bytes, i.sha256, i.state, i.main_album_id AS albumId, i.file_name AS fileName, r.path AS root, i.relative_path AS path
  FROM images i LEFT JOIN original_roots r ON r.id = i.root_id`;

export const originalFactsAfter = (sql: Sql, afterId: number, limit: number): Promise<OriginalFacts[]> =>
  sql.all(`${facts} WHERE i.id > ? ORDER BY i.id LIMIT ?`, [afterId, limit]);

export const originalFacts = (sql: Sql, id: number): Promise<OriginalFacts | undefined> => sql.get(`${facts} WHERE i.id = ?`, [id]);

/** Ids of images with stored originals of these bytes. */
export const storedWithHash = (sql: Sql, sha256: string): Promise<{ readonly id: number }[]> =>
  sql.all('SELECT id FROM images WHERE sha256 = ? AND root_id IS NULL ORDER BY id LIMIT 100', [sha256]);

export const childDirectory = async (sql: Sql, parentId: number, directoryKey: string): Promise<number | null> =>
  (await sql.get<{ id: number }>('SELECT id FROM albums WHERE parent_id = ? AND directory_key = ?', [parentId, directoryKey]))?.id ?? null;

/** File keys of stored originals in an album's directory, among these. */
export async function storedFiles(sql: Sql, albumId: number, keys: readonly string[]): Promise<Set<string>> {
  const rows = await sql.all<{ key_: string }>(
    `SELECT file_key AS key_ FROM images WHERE main_album_id = ? AND root_id IS NULL AND file_key IN (${keys.map(() => '?').join(', ')})`,
    [albumId, ...keys],
  );
  return new Set(rows.map((row) => row.key_));
}

/** Of images that hang nowhere, ids with the keys of their files. */
export const unplacedFiles = (sql: Sql, ids: readonly number[]): Promise<{ readonly id: number; readonly fileName: string }[]> =>
  sql.all(`SELECT id, file_name AS fileName FROM images WHERE main_album_id IS NULL AND id IN (${literals(ids)})`);

export async function existing(sql: Sql, ids: readonly number[]): Promise<Set<number>> {
  const rows = await sql.all<{ id: number }>(`SELECT id FROM images WHERE id IN (${literals(ids)})`);
  return new Set(rows.map((row) => row.id));
}

/** True where a file is still to be renamed or removed from, or to, this place. */
export const isRenamed = async (sql: Sql, key: string): Promise<boolean> =>
  (await sql.get('SELECT id FROM renames WHERE from_key = ? OR to_key = ? LIMIT 1', [key, key])) !== undefined;

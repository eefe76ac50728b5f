import { chunks, placeholders, type Sql, type Tx } from '#database';
import { relativeHash } from './in-place.ts';

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

/** An image whose original lies in a declared root, by its id or by where it lies. */
export const holderOf = (
  tx: Tx,
  by: number | { readonly rootId: number; readonly hash: string },
): Promise<{ readonly id: number; readonly path: Uint8Array | null } | undefined> =>
  typeof by === 'number'
    ? tx.get('SELECT id, relative_path AS path FROM images WHERE id = ?', [by])
    : tx.get('SELECT id, relative_path AS path FROM images WHERE root_id = ? AND relative_hash = ?', [by.rootId, by.hash]);

/** Null: nowhere. */
export const setRelativePath = (tx: Tx, imageId: number, path: Buffer | null) =>
  tx.run('UPDATE images SET relative_path = ?, relative_hash = ? WHERE id = ?', [path, path && relativeHash(path), imageId]);

/** Images whose originals lie under these paths of a root, by the digest of the path. */
export async function holdersOf(sql: Sql, rootId: number, paths: readonly Buffer[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const part of chunks(paths, 200)) {
    const rows = await sql.all<{ id: number; hash: string }>(
      `SELECT id, relative_hash AS hash FROM images WHERE root_id = ? AND relative_hash IN (${placeholders(part.length)})`,
      [rootId, ...part.map(relativeHash)],
    );
    for (const { id, hash } of rows) found.set(hash, id);
  }
  return found;
}

export const missingOf = async (sql: Sql, rootId: number): Promise<number[]> =>
  (await sql.all<{ id: number }>("SELECT id FROM images WHERE root_id = ? AND state = 'missing'", [rootId])).map(({ id }) => id);

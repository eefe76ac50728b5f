import { chunks, literals, type Sql, type Tx, upsert } from '#database';
import type { StatDelta, StatKey } from './stat-deltas.ts';

export interface StatRow extends StatKey {
  readonly images: number;
  readonly newestHere: number;
  readonly subtreeImages: number;
  readonly newest: number;
}

const columns = `album_id AS albumId, access_id AS accessId, narrow_id AS narrowId, images, newest_here_id AS newestHere, subtree_images AS subtreeImages, newest_image_id AS newest`;

/** One statement in the order of the keys: the last of a transaction, because writers of different albums meet in these rows. */
export const addToStats = (tx: Tx, deltas: readonly StatDelta[]): Promise<void> =>
  upsert(
    tx,
    'album_stats',
    deltas.map((delta) => ({
      album_id: delta.albumId,
      access_id: delta.accessId,
      narrow_id: delta.narrowId,
      images: delta.images,
      newest_here_id: delta.newestHere,
      subtree_images: delta.subtreeImages,
      newest_image_id: delta.newest,
    })),
    ['album_id', 'access_id', 'narrow_id'],
    { add: ['images', 'subtree_images'], max: ['newest_here_id', 'newest_image_id'] },
  );

export async function statsOf(sql: Sql, albumIds: readonly number[]): Promise<StatRow[]> {
  const rows: StatRow[] = [];
  for (const part of chunks(albumIds, 200)) rows.push(...(await sql.all<StatRow>(`SELECT ${columns} FROM album_stats WHERE album_id IN (${literals(part)})`)));
  return rows;
}

/** Of what lies directly in albums. */
export async function statsHere(sql: Sql, albumIds: readonly number[]): Promise<StatRow[]> {
  const rows: StatRow[] = [];
  for (const part of chunks(albumIds, 200)) {
    rows.push(...(await sql.all<StatRow>(`SELECT ${columns} FROM album_stats WHERE album_id IN (${literals(part)}) AND images > 0`)));
  }
  return rows;
}

/** Rows of just these keys: an album near the top has thousands. */
export async function statsByKey(sql: Sql, keys: readonly StatKey[]): Promise<StatRow[]> {
  const rows: StatRow[] = [];
  for (const part of chunks(keys, 200)) rows.push(...(await sql.all<StatRow>(`SELECT ${columns} FROM album_stats WHERE ${amongKeys(sql, part)}`)));
  return rows;
}

export async function deleteEmptyStats(tx: Tx, albumIds: readonly number[]): Promise<void> {
  for (const part of chunks(albumIds, 200)) await tx.run(`DELETE FROM album_stats WHERE album_id IN (${literals(part)}) AND subtree_images = 0`);
}

export async function deleteStats(tx: Tx, keys: readonly StatKey[]): Promise<void> {
  for (const part of chunks(keys, 200)) await tx.run(`DELETE FROM album_stats WHERE ${amongKeys(tx, part)}`);
}

/** Both databases find each row by its key. */
function amongKeys({ dialect }: Sql, keys: readonly StatKey[]): string {
  const tuples = keys.map(({ albumId, accessId, narrowId }) => `(${literals([albumId, accessId, narrowId])})`).join(',');
  return `(album_id, access_id, narrow_id) IN (${dialect === 'sqlite' ? `VALUES ${tuples}` : tuples})`;
}

/** What is newest in rows that exist. */
export type NewestRow = StatKey & { readonly newestHere: number; readonly newest: number };

export const setNewest = (tx: Tx, rows: readonly NewestRow[]): Promise<void> =>
  upsert(
    tx,
    'album_stats',
    rows.map((row) => ({
      album_id: row.albumId,
      access_id: row.accessId,
      narrow_id: row.narrowId,
      newest_here_id: row.newestHere,
      newest_image_id: row.newest,
    })),
    ['album_id', 'access_id', 'narrow_id'],
  );

/** Highest image directly in an album. */
export const newestPlaced = async (sql: Sql, { albumId, narrowId }: StatKey): Promise<number> =>
  (
    await sql.get<{ id: number }>('SELECT image_id AS id FROM album_images WHERE album_id = ? AND narrow_id = ? ORDER BY image_id DESC LIMIT 1', [
      albumId,
      narrowId,
    ])
  )?.id ?? 0;

/** Highest image below an album by list and narrow key, by what its sub-albums count. */
export type NewestBelow = StatKey & { readonly newest: number | null };

/** Of just these keys, in their order: each is a look at the sub-albums' rows, and many travel together. */
export async function newestBelow(sql: Sql, keys: readonly StatKey[]): Promise<NewestBelow[]> {
  const found: NewestBelow[] = [];
  for (const part of chunks(keys, 40)) {
    const one = `SELECT ? AS albumId, ? AS accessId, ? AS narrowId, (SELECT MAX(s.newest_image_id)
      FROM albums c JOIN album_stats s ON s.album_id = c.id AND s.access_id = ? AND s.narrow_id = ? WHERE c.parent_id = ?) AS newest`;
    const params = part.flatMap(({ albumId, accessId, narrowId }) => [albumId, accessId, narrowId, accessId, narrowId, albumId]);
    found.push(...(await sql.all<NewestBelow>(part.map(() => one).join(' UNION ALL '), params)));
  }
  return found;
}

/** The same for every list and narrow key at once. */
export const newestOfAllBelow = (sql: Sql, albumId: number): Promise<NewestBelow[]> =>
  sql.all(
    `SELECT c.parent_id AS albumId, s.access_id AS accessId, s.narrow_id AS narrowId, MAX(s.newest_image_id) AS newest
       FROM albums c JOIN album_stats s ON s.album_id = c.id WHERE c.parent_id = ? GROUP BY c.parent_id, s.access_id, s.narrow_id`,
    [albumId],
  );

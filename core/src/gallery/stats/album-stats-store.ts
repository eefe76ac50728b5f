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

export async function setNewest(tx: Tx, row: StatKey & { readonly newestHere: number; readonly newest: number }): Promise<void> {
  await tx.run('UPDATE album_stats SET newest_here_id = ?, newest_image_id = ? WHERE album_id = ? AND access_id = ? AND narrow_id = ?', [
    row.newestHere,
    row.newest,
    row.albumId,
    row.accessId,
    row.narrowId,
  ]);
}

/** Highest image directly in an album. */
export const newestPlaced = async (sql: Sql, { albumId, narrowId }: StatKey): Promise<number> =>
  (
    await sql.get<{ id: number }>('SELECT image_id AS id FROM album_images WHERE album_id = ? AND narrow_id = ? ORDER BY image_id DESC LIMIT 1', [
      albumId,
      narrowId,
    ])
  )?.id ?? 0;

/** Highest image below an album, by what its sub-albums count. */
export const newestBelow = async (sql: Sql, { albumId, accessId, narrowId }: StatKey): Promise<number> =>
  (
    await sql.get<{ newest: number | null }>(
      `SELECT MAX(s.newest_image_id) AS newest FROM albums c JOIN album_stats s ON s.album_id = c.id AND s.access_id = ? AND s.narrow_id = ? WHERE c.parent_id = ?`,
      [accessId, narrowId, albumId],
    )
  )?.newest ?? 0;

/** The same for every list and narrow key at once. */
export const newestOfAllBelow = (sql: Sql, albumId: number): Promise<{ readonly accessId: number; readonly narrowId: number; readonly newest: number }[]> =>
  sql.all(
    `SELECT s.access_id AS accessId, s.narrow_id AS narrowId, MAX(s.newest_image_id) AS newest
       FROM albums c JOIN album_stats s ON s.album_id = c.id WHERE c.parent_id = ? GROUP BY s.access_id, s.narrow_id`,
    [albumId],
  );

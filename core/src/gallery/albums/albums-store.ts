import { forShare, forUpdate, insertRows, literals, type Sql, type Tx } from '#database';
import type { SortRule } from './album.ts';
import { isTrashed, rootId, subtreeRange, trashId } from './album-path.ts';

export interface AlbumRecord {
  readonly id: number;
  readonly parentId: number | null;
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly sort: SortRule;
  readonly directory: string;
  readonly directoryKey: string;
  readonly creatorId: number | null;
  readonly ownAccessId: number | null;
  readonly accessId: number;
  readonly coverImageId: number | null;
  readonly trashedFrom: number | null;
  readonly trashedAccessId: number | null;
  readonly createdAt: number;
}

const columns = `a.id, a.parent_id AS parentId, a.path, a.title, a.description, a.sort_rule AS sort, a.directory, a.directory_key AS directoryKey,
  a.creator_id AS creatorId, a.own_access_id AS ownAccessId, a.access_id AS accessId, a.cover_image_id AS coverImageId,
  a.trashed_from AS trashedFrom, a.trashed_access_id AS trashedAccessId, a.created_at AS createdAt`;

export const albumById = (sql: Sql, id: number): Promise<AlbumRecord | undefined> =>
  sql.get<AlbumRecord>(`SELECT ${columns} FROM albums a WHERE a.id = ?`, [id]);

/** In the order of ids; missing ones are left out. */
export const albumsById = (sql: Sql, ids: Iterable<number>): Promise<AlbumRecord[]> =>
  sql.all<AlbumRecord>(`SELECT ${columns} FROM albums a WHERE a.id IN (${literals([...ids].sort((a, b) => a - b))}) ORDER BY a.id`);

/** Nobody moves them or changes their lists until the transaction ends; many may hold them so. */
export const holdAlbums = (tx: Tx, ids: Iterable<number>): Promise<AlbumRecord[]> =>
  tx.all<AlbumRecord>(
    `SELECT ${columns} FROM albums a WHERE a.id IN (${literals([...new Set(ids)].sort((a, b) => a - b))}) ORDER BY a.id${forShare(tx.dialect)}`,
  );

/** Nobody else holds them until the transaction ends. */
export const lockAlbums = (tx: Tx, ids: Iterable<number>): Promise<AlbumRecord[]> =>
  tx.all<AlbumRecord>(
    `SELECT ${columns} FROM albums a WHERE a.id IN (${literals([...new Set(ids)].sort((a, b) => a - b))}) ORDER BY a.id${forUpdate(tx.dialect)}`,
  );

export interface NewAlbumRow {
  readonly parentId: number;
  readonly position: number;
  readonly title: string;
  readonly titleKey: string;
  readonly description: string;
  readonly sort: SortRule;
  readonly directory: string;
  readonly directoryKey: string;
  readonly creatorId: number | null;
  readonly ownAccessId: number | null;
  readonly accessId: number;
  readonly now: number;
}

export async function insertAlbum(tx: Tx, album: NewAlbumRow, pathOf: (id: number) => string): Promise<number> {
  const [id = 0] = await insertRows(tx, 'albums', [
    {
      parent_id: album.parentId,
      path: '',
      position: album.position,
      title: album.title,
      title_key: album.titleKey,
      description: album.description,
      sort_rule: album.sort,
      directory: album.directory,
      directory_key: album.directoryKey,
      creator_id: album.creatorId,
      own_access_id: album.ownAccessId,
      access_id: album.accessId,
      created_at: album.now,
    },
  ]);
  await tx.run('UPDATE albums SET path = ? WHERE id = ?', [pathOf(id), id]);
  return id;
}

export const nextPosition = async (sql: Sql, parentId: number): Promise<number> =>
  ((await sql.get<{ last: number | null }>('SELECT MAX(position) AS last FROM albums WHERE parent_id = ?', [parentId]))?.last ?? 0) + 1;

export interface AlbumTexts {
  readonly title: string;
  readonly titleKey: string;
  readonly description: string;
  readonly sort: SortRule;
  readonly coverImageId: number | null;
}

export async function updateAlbumRow(tx: Tx, id: number, { title, titleKey, description, sort, coverImageId }: AlbumTexts): Promise<void> {
  await tx.run('UPDATE albums SET title = ?, title_key = ?, description = ?, sort_rule = ?, cover_image_id = ? WHERE id = ?', [
    title,
    titleKey,
    description,
    sort,
    coverImageId,
    id,
  ]);
}

export async function setDirectory(tx: Tx, id: number, directory: string, directoryKey: string): Promise<void> {
  await tx.run('UPDATE albums SET directory = ?, directory_key = ? WHERE id = ?', [directory, directoryKey, id]);
}

export async function setOwnAccess(tx: Tx, id: number, ownAccessId: number | null): Promise<void> {
  await tx.run('UPDATE albums SET own_access_id = ? WHERE id = ?', [ownAccessId, id]);
}

export async function setAccess(tx: Tx, ids: readonly number[], accessId: number): Promise<void> {
  await tx.run(`UPDATE albums SET access_id = ? WHERE id IN (${literals(ids)})`, [accessId]);
}

export interface NewPlace {
  readonly parentId: number;
  readonly path: string;
  readonly position: number;
  readonly directory: string;
  readonly directoryKey: string;
  readonly trashedFrom: number | null;
  readonly trashedAccessId: number | null;
}

/** Hangs an album elsewhere; the paths of those below it follow by {@link followPaths}. */
export async function movePlace(tx: Tx, id: number, place: NewPlace): Promise<void> {
  await tx.run(
    'UPDATE albums SET parent_id = ?, path = ?, position = ?, directory = ?, directory_key = ?, trashed_from = ?, trashed_access_id = ? WHERE id = ?',
    [place.parentId, place.path, place.position, place.directory, place.directoryKey, place.trashedFrom, place.trashedAccessId, id],
  );
}

/** Ids of albums below a path, without the album it is of, at most so many. */
export const idsBelow = async (sql: Sql, path: string, limit: number): Promise<number[]> => {
  const rows = await sql.all<{ id: number }>('SELECT id FROM albums WHERE path > ? AND path < ? ORDER BY path LIMIT ?', [path, subtreeRange(path)[1], limit]);
  return rows.map(({ id }) => id);
};

/** Gives albums below an album that has moved the paths they have there. */
export async function followPaths(tx: Tx, ids: readonly number[], { from, to }: { readonly from: string; readonly to: string }): Promise<void> {
  const joined = tx.dialect === 'sqlite' ? '? || SUBSTR(path, ?)' : 'CONCAT(?, SUBSTR(path, ?))';
  await tx.run(`UPDATE albums SET path = ${joined} WHERE id IN (${literals(ids)})`, [to, from.length + 1]);
}

export const longestPathBelow = async (sql: Sql, path: string): Promise<number> =>
  (await sql.get<{ longest: number | null }>('SELECT MAX(LENGTH(path)) AS longest FROM albums WHERE path >= ? AND path < ?', [...subtreeRange(path)]))
    ?.longest ?? path.length;

export const childByTitle = (sql: Sql, parentId: number, titleKey: string): Promise<{ readonly id: number; readonly title: string }[]> =>
  sql.all('SELECT id, title FROM albums WHERE parent_id = ? AND title_key = ? ORDER BY position, id', [parentId, titleKey]);

/** Keys of the directories of albums in an album, among these. */
export async function takenDirectories(sql: Sql, parentId: number, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await sql.all<{ key_: string }>(
    `SELECT directory_key AS key_ FROM albums WHERE parent_id = ? AND directory_key IN (${keys.map(() => '?').join(', ')})`,
    [parentId, ...keys],
  );
  return rows.map((row) => row.key_);
}

export interface TreeRow {
  readonly id: number;
  readonly parentId: number | null;
  readonly title: string;
  readonly ownAccessId: number | null;
  readonly accessId: number;
  readonly images: number;
}

/** Every living album, brothers and sisters in their order. */
export const allAlbums = (sql: Sql): Promise<TreeRow[]> =>
  sql.all(
    `SELECT a.id, a.parent_id AS parentId, a.title, a.own_access_id AS ownAccessId, a.access_id AS accessId, COALESCE(s.images, 0) AS images
       FROM albums a LEFT JOIN (SELECT album_id, SUM(images) AS images FROM album_stats GROUP BY album_id) s ON s.album_id = a.id
      WHERE a.parent_id IS NOT NULL AND a.path < ? ORDER BY a.position, a.id`,
    [`/${trashId}/`],
  );

/** Tops of what is in the trash, the latest first. */
export const trashedTops = (sql: Sql): Promise<AlbumRecord[]> =>
  sql.all<AlbumRecord>(`SELECT ${columns} FROM albums a WHERE a.parent_id = ? ORDER BY a.position DESC`, [trashId]);

/** The last albums of a subtree in the order of paths: each is a leaf once those before it are gone, its top is last of all. */
export const lastBelow = async (sql: Sql, path: string, limit: number): Promise<number[]> => {
  const rows = await sql.all<{ id: number }>('SELECT id FROM albums WHERE path >= ? AND path < ? ORDER BY path DESC LIMIT ?', [...subtreeRange(path), limit]);
  return rows.map(({ id }) => id);
};

export async function deleteAlbums(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.run(`DELETE FROM album_stats WHERE album_id IN (${literals(ids)})`);
  await tx.run(`DELETE FROM albums WHERE id IN (${literals(ids)})`);
}

export const isPlacedBelow = async (sql: Sql, path: string, imageId: number): Promise<boolean> =>
  (await sql.get('SELECT p.image_id FROM album_images p JOIN albums a ON a.id = p.album_id WHERE p.image_id = ? AND a.path >= ? AND a.path < ? LIMIT 1', [
    imageId,
    ...subtreeRange(path),
  ])) !== undefined;

/** Top albums without a list of their own. */
export const inheritingTops = async (sql: Sql): Promise<number[]> =>
  (await sql.all<{ id: number }>('SELECT id FROM albums WHERE parent_id = ? AND own_access_id IS NULL ORDER BY id', [rootId])).map(({ id }) => id);

export interface SubtreeRow {
  readonly id: number;
  readonly path: string;
  readonly accessId: number;
  readonly ownAccessId: number | null;
}

/** Albums of a subtree with its top, in the order of ids. */
export const subtreeAfter = (sql: Sql, path: string, { afterId, limit }: { readonly afterId: number; readonly limit: number }): Promise<SubtreeRow[]> =>
  sql.all('SELECT id, path, access_id AS accessId, own_access_id AS ownAccessId FROM albums WHERE path >= ? AND path < ? AND id > ? ORDER BY id LIMIT ?', [
    ...subtreeRange(path),
    afterId,
    limit,
  ]);

/** Those of a subtree, without its top, that have a list of their own. */
export const ownAccessBelow = (sql: Sql, path: string): Promise<SubtreeRow[]> =>
  sql.all(
    'SELECT id, path, access_id AS accessId, own_access_id AS ownAccessId FROM albums WHERE path > ? AND path < ? AND own_access_id IS NOT NULL ORDER BY path',
    [path, subtreeRange(path)[1]],
  );

/** Titles, directories, lists and creators from the root down to the album itself. */
export async function chainTo(sql: Sql, path: string): Promise<AlbumRecord[]> {
  const rows = await albumsById(sql, path.split('/').filter(Boolean).map(Number));
  return rows.sort((a, b) => a.path.length - b.path.length);
}

/**
 * The same by parents. While a move is followed in steps, paths of albums below may still say the old place; their
 * directories are asked for here, which change with the album that is moved.
 */
export const ancestry = (sql: Sql, id: number): Promise<AlbumRecord[]> =>
  sql.all<AlbumRecord>(
    `WITH RECURSIVE chain (id, parent_id, depth) AS (
       SELECT id, parent_id, 0 FROM albums WHERE id = ?
       UNION ALL
       SELECT a.id, a.parent_id, chain.depth + 1 FROM chain JOIN albums a ON a.id = chain.parent_id
     )
     SELECT ${columns} FROM chain CROSS JOIN albums a ON a.id = chain.id ORDER BY chain.depth DESC`,
    [id],
  );

export const inTrash = ({ path }: Pick<AlbumRecord, 'path'>): boolean => isTrashed(path);

export async function upsertAlbumText(
  tx: Tx,
  albumId: number,
  language: string,
  texts: { readonly title: string | null; readonly description: string | null },
): Promise<void> {
  await deleteAlbumText(tx, albumId, language);
  await insertRows(tx, 'album_texts', [{ album_id: albumId, language, ...texts }]);
}

export async function deleteAlbumText(tx: Tx, albumId: number, language: string): Promise<void> {
  await tx.run('DELETE FROM album_texts WHERE album_id = ? AND language = ?', [albumId, language]);
}

import { chunks, literals, placeholders, type Sql } from '#database';
import { rootId, trashId } from './album-path.ts';
import { withinSubtrees } from './managed-albums-store.ts';

export interface BrowsedRow {
  readonly id: number;
  readonly path: string;
  readonly title: string;
  readonly ownAccessId: number | null;
  readonly accessId: number;
}

interface Part {
  readonly limit: number;
  readonly offset: number;
  readonly lastFirst?: boolean;
}

const columns = 'a.id, a.path, a.title, a.own_access_id AS ownAccessId, a.access_id AS accessId';

export const albumsIn = (sql: Sql, parentId: number, { limit, offset, lastFirst = false }: Part): Promise<BrowsedRow[]> => {
  const order = lastFirst ? 'a.position DESC, a.id DESC' : 'a.position, a.id';
  return sql.all(`SELECT ${columns} FROM albums a WHERE a.parent_id = ? ORDER BY ${order} LIMIT ? OFFSET ?`, [parentId, limit, offset]);
};

/** Albums at these paths, in the order of their titles. */
export const albumsAt = (sql: Sql, paths: readonly string[], { limit, offset }: Part): Promise<BrowsedRow[]> =>
  sql.all(`SELECT ${columns} FROM albums a WHERE a.path IN (${placeholders(paths.length)}) ORDER BY a.title_key, a.id LIMIT ? OFFSET ?`, [
    ...paths,
    limit,
    offset,
  ]);

const fromTrash = (subtrees: readonly string[]) => {
  const within = withinSubtrees('p.path', subtrees);
  return { sql: `FROM albums a JOIN albums p ON p.id = a.trashed_from WHERE a.parent_id = ${trashId} AND ${within.sql}`, values: within.values };
};

/** Tops of the trash that lay in one of these subtrees, the latest first. */
export const trashedFrom = (sql: Sql, subtrees: readonly string[], { limit, offset }: Part): Promise<BrowsedRow[]> => {
  const found = fromTrash(subtrees);
  return sql.all(`SELECT ${columns} ${found.sql} ORDER BY a.position DESC, a.id DESC LIMIT ? OFFSET ?`, [...found.values, limit, offset]);
};

export const countTrashedFrom = async (sql: Sql, subtrees: readonly string[]): Promise<number> => {
  const found = fromTrash(subtrees);
  return (await sql.get<{ albums: number }>(`SELECT COUNT(*) AS albums ${found.sql}`, found.values))?.albums ?? 0;
};

/** How many albums lie directly in each; those without any are left out. */
export async function countsOfAlbumsIn(sql: Sql, parentIds: readonly number[]): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for (const part of chunks(parentIds, 200)) {
    const rows = await sql.all<{ id: number; albums: number }>(
      `SELECT parent_id AS id, COUNT(*) AS albums FROM albums WHERE parent_id IN (${literals(part)}) GROUP BY parent_id`,
    );
    for (const { id, albums } of rows) counts.set(id, albums);
  }
  return counts;
}

/** Placements in each album and below it; those without any are left out. */
export async function imagesBelow(sql: Sql, ids: readonly number[]): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for (const part of chunks(ids, 200)) {
    const rows = await sql.all<{ id: number; images: number }>(
      `SELECT album_id AS id, SUM(subtree_images) AS images FROM album_stats WHERE album_id IN (${literals(part)}) GROUP BY album_id`,
    );
    for (const { id, images } of rows) counts.set(id, images);
  }
  return counts;
}

/** Folded text as it stands in a pattern of LIKE. */
const within = (key: string): string => `%${key.replace(/[!%_]/g, '!$&')}%`;
const found = (subtrees: readonly string[]) => {
  const within = withinSubtrees('a.path', subtrees);
  return { sql: `FROM albums a WHERE a.id <> ${rootId} AND ${within.sql} AND a.title_key LIKE ? ESCAPE '!'`, values: within.values };
};

/** Living albums of these subtrees whose title holds this, those that begin with it first. */
export const albumsLike = (sql: Sql, subtrees: readonly string[], key: string, { limit, offset }: Part): Promise<BrowsedRow[]> => {
  const like = found(subtrees);
  return sql.all(`SELECT ${columns} ${like.sql} ORDER BY CASE WHEN a.title_key LIKE ? ESCAPE '!' THEN 0 ELSE 1 END, a.title_key, a.id LIMIT ? OFFSET ?`, [
    ...like.values,
    within(key),
    within(key).slice(1),
    limit,
    offset,
  ]);
};

export const countAlbumsLike = async (sql: Sql, subtrees: readonly string[], key: string): Promise<number> => {
  const like = found(subtrees);
  return (await sql.get<{ albums: number }>(`SELECT COUNT(*) AS albums ${like.sql}`, [...like.values, within(key)]))?.albums ?? 0;
};

export const titlesOf = async (sql: Sql, ids: readonly number[]): Promise<Map<number, string>> => {
  const rows: { id: number; title: string }[] = [];
  for (const part of chunks(ids, 200))
    rows.push(...(await sql.all<{ id: number; title: string }>(`SELECT id, title FROM albums WHERE id IN (${literals(part)})`)));
  return new Map(rows.map(({ id, title }) => [id, title]));
};

export interface AlbumText {
  readonly language: string;
  readonly title: string | null;
  readonly description: string | null;
}

export const textsOfAlbum = (sql: Sql, albumId: number): Promise<AlbumText[]> =>
  sql.all('SELECT language, title, description FROM album_texts WHERE album_id = ? ORDER BY language', [albumId]);

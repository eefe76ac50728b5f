import { chunks, indexed, insertRows, literals, type Sql, type Tx } from '#database';

export interface PlacementRow {
  readonly imageId: number;
  readonly albumId: number;
  readonly placedAt: number;
}

/** Oldest first. */
export async function placementsOf(sql: Sql, imageIds: Iterable<number>): Promise<PlacementRow[]> {
  const rows: PlacementRow[] = [];
  for (const part of chunks([...imageIds], 500)) {
    const found = await sql.all<PlacementRow>(
      `SELECT image_id AS imageId, album_id AS albumId, placed_at AS placedAt FROM album_images WHERE image_id IN (${literals(part)}) ORDER BY image_id, placed_at, album_id`,
    );
    rows.push(...found);
  }
  return rows;
}

/** Where the albums lie that images are placed in. */
export async function albumPathsOf(sql: Sql, imageIds: readonly number[]): Promise<{ readonly imageId: number; readonly path: string }[]> {
  const rows: { readonly imageId: number; readonly path: string }[] = [];
  for (const part of chunks(imageIds, 500)) {
    rows.push(
      ...(await sql.all<{ imageId: number; path: string }>(
        `SELECT p.image_id AS imageId, a.path FROM album_images p JOIN albums a ON a.id = p.album_id WHERE p.image_id IN (${literals(part)})`,
      )),
    );
  }
  return rows;
}

export interface NewPlacementRow {
  readonly album_id: number;
  readonly image_id: number;
  readonly sort_key: Uint8Array;
  readonly narrow_id: number;
  readonly placed_at: number;
}

/** Sorted by key, as every writer does. */
export async function insertPlacements(tx: Tx, rows: readonly NewPlacementRow[]): Promise<void> {
  const sorted = [...rows].sort((a, b) => a.album_id - b.album_id || a.image_id - b.image_id);
  await insertRows(
    tx,
    'album_images',
    sorted.map((row) => ({ ...row })),
  );
}

export async function deletePlacements(tx: Tx, albumId: number, imageIds: readonly number[]): Promise<void> {
  for (const part of chunks(imageIds, 500)) await tx.run(`DELETE FROM album_images WHERE album_id = ? AND image_id IN (${literals(part)})`, [albumId]);
}

export const lastSortKey = async (sql: Sql, albumId: number): Promise<Uint8Array | null> =>
  (await sql.get<{ sort_key: Uint8Array }>('SELECT sort_key FROM album_images WHERE album_id = ? ORDER BY sort_key DESC, image_id DESC LIMIT 1', [albumId]))
    ?.sort_key ?? null;

export async function setSortKey(tx: Tx, albumId: number, imageId: number, key: Uint8Array): Promise<void> {
  await tx.run('UPDATE album_images SET sort_key = ? WHERE album_id = ? AND image_id = ?', [key, albumId, imageId]);
}

/** Ids of an album's images above one, in the order of ids. */
export const imagesIn = async (sql: Sql, albumId: number, { afterId, limit }: { readonly afterId: number; readonly limit: number }): Promise<number[]> => {
  const rows = await sql.all<{ id: number }>('SELECT image_id AS id FROM album_images WHERE album_id = ? AND image_id > ? ORDER BY image_id LIMIT ?', [
    albumId,
    afterId,
    limit,
  ]);
  return rows.map((row) => row.id);
};

export interface SortableRow {
  readonly id: number;
  readonly title: string;
  readonly fileName: string;
  readonly takenAt: number | null;
  readonly createdAt: number;
  readonly key: Uint8Array;
}

/** What the order of an album's images is made from, in the order of ids. */
export const sortablesIn = (sql: Sql, albumId: number, { afterId, limit }: { readonly afterId: number; readonly limit: number }): Promise<SortableRow[]> =>
  sql.all(
    `SELECT i.id, i.title, i.file_name AS fileName, i.taken_at AS takenAt, i.created_at AS createdAt, p.sort_key AS \`key\`
       FROM album_images p JOIN images i ON i.id = p.image_id WHERE p.album_id = ? AND p.image_id > ? ORDER BY p.image_id LIMIT ?`,
    [albumId, afterId, limit],
  );

export interface PlacedKey {
  readonly imageId: number;
  readonly key: Uint8Array;
}

/** Of those that hang in the album. */
export async function placedKeys(sql: Sql, albumId: number, imageIds: readonly number[]): Promise<PlacedKey[]> {
  const rows: PlacedKey[] = [];
  for (const part of chunks(imageIds, 500)) {
    rows.push(
      ...(await sql.all<PlacedKey>(`SELECT image_id AS imageId, sort_key AS \`key\` FROM album_images WHERE album_id = ? AND image_id IN (${literals(part)})`, [
        albumId,
      ])),
    );
  }
  return rows;
}

export interface Spot {
  /** Null: the end of the album. */
  readonly from: PlacedKey | null;
  /** Images that do not count. */
  readonly except: readonly number[];
}

const ofAlbum = (dialect: Sql['dialect'], except: readonly number[]): string =>
  `SELECT image_id AS imageId, sort_key AS \`key\` FROM album_images ${indexed(dialect, 'album_images_sorted')}
    WHERE album_id = ? ${except.length === 0 ? '' : `AND image_id NOT IN (${literals(except)})`}`;

/** The first image at a spot or behind it. */
export const firstFrom = (sql: Sql, albumId: number, { from, except }: Spot): Promise<PlacedKey | undefined> =>
  from === null
    ? Promise.resolve(undefined)
    : sql.get<PlacedKey>(`${ofAlbum(sql.dialect, except)} AND sort_key >= ? AND (sort_key > ? OR image_id >= ?) ORDER BY sort_key, image_id LIMIT 1`, [
        albumId,
        from.key,
        from.key,
        from.imageId,
      ]);

/** The last image before a spot. */
export const lastBefore = (sql: Sql, albumId: number, { from, except }: Spot): Promise<PlacedKey | undefined> =>
  sql.get<PlacedKey>(
    `${ofAlbum(sql.dialect, except)} ${from === null ? '' : 'AND sort_key <= ? AND (sort_key < ? OR image_id < ?)'} ORDER BY sort_key DESC, image_id DESC LIMIT 1`,
    from === null ? [albumId] : [albumId, from.key, from.key, from.imageId],
  );

/** All of an album in its order. */
export const orderOf = (sql: Sql, albumId: number): Promise<PlacedKey[]> =>
  sql.all('SELECT image_id AS imageId, sort_key AS `key` FROM album_images WHERE album_id = ? ORDER BY sort_key, image_id', [albumId]);

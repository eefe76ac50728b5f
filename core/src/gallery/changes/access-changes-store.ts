import { forUpdate, insertRows, literals, type Sql, type Tx, upsert } from '#database';

/**
 * `hide`: images that some will lose are taken from lists of the gallery; `move`: albums come to lie elsewhere; `switch`:
 * they and counts change lists; `settle`: visibilities follow.
 */
export type Phase = 'hide' | 'move' | 'switch' | 'settle';

export interface AccessChangeRow {
  readonly id: number;
  readonly albumId: number;
  /** Null: the album stays where it is. */
  readonly targetParentId: number | null;
  /** The list of its own that it will have; null: it inherits. */
  readonly ownAccessId: number | null;
  readonly phase: Phase;
  readonly narrows: number;
  readonly cursorAlbumId: number;
  readonly cursorImageId: number;
  /** Where the albums below lay, once the album itself has moved. */
  readonly fromPath: string | null;
}

const columns = `id, album_id AS albumId, target_parent_id AS targetParentId, own_access_id AS ownAccessId, phase, narrows,
  cursor_album_id AS cursorAlbumId, cursor_image_id AS cursorImageId, from_path AS fromPath`;

export interface NewAccessChange {
  readonly albumId: number;
  readonly targetParentId: number | null;
  readonly ownAccessId: number | null;
  readonly phase: Phase;
  readonly narrows: boolean;
  readonly now: number;
}

export async function insertChange(tx: Tx, change: NewAccessChange): Promise<number> {
  const [id = 0] = await insertRows(tx, 'access_changes', [
    {
      album_id: change.albumId,
      target_parent_id: change.targetParentId,
      own_access_id: change.ownAccessId,
      phase: change.phase,
      narrows: change.narrows,
      cursor_album_id: 0,
      cursor_image_id: 0,
      created_at: change.now,
    },
  ]);
  return id;
}

/** The oldest change that is not effective yet: they are worked one after the other. */
export const firstUnswitched = (sql: Sql): Promise<AccessChangeRow | undefined> =>
  sql.get<AccessChangeRow>(`SELECT ${columns} FROM access_changes WHERE phase IN ('hide', 'move', 'switch') ORDER BY id LIMIT 1`);

export const firstUnsettled = (sql: Sql): Promise<AccessChangeRow | undefined> =>
  sql.get<AccessChangeRow>(`SELECT ${columns} FROM access_changes WHERE phase = 'settle' ORDER BY id LIMIT 1`);

/** Null where another process has finished it meanwhile. */
export const lockChange = async (tx: Tx, id: number): Promise<AccessChangeRow | null> =>
  (await tx.get<AccessChangeRow>(`SELECT ${columns} FROM access_changes WHERE id = ?${forUpdate(tx.dialect)}`, [id])) ?? null;

export async function moveCursor(
  tx: Tx,
  id: number,
  { phase, albumId, imageId }: { readonly phase: Phase; readonly albumId: number; readonly imageId: number },
): Promise<void> {
  await tx.run('UPDATE access_changes SET phase = ?, cursor_album_id = ?, cursor_image_id = ? WHERE id = ?', [phase, albumId, imageId, id]);
}

export async function rememberFrom(tx: Tx, id: number, fromPath: string): Promise<void> {
  await tx.run('UPDATE access_changes SET from_path = ? WHERE id = ?', [fromPath, id]);
}

/** True where an album is about to get another place or list. */
export const isChanging = async (sql: Sql, albumId: number): Promise<boolean> =>
  (await sql.get(`SELECT id FROM access_changes WHERE phase IN ('hide', 'move', 'switch') AND album_id = ? LIMIT 1`, [albumId])) !== undefined;

export async function deleteChange(tx: Tx, id: number): Promise<void> {
  await tx.run('DELETE FROM access_change_albums WHERE change_id = ?', [id]);
  await tx.run('DELETE FROM access_changes WHERE id = ?', [id]);
}

/** Changes that will hide what is placed below their album. */
export const pendingNarrowings = (sql: Sql): Promise<{ readonly id: number; readonly albumId: number }[]> =>
  sql.all(`SELECT id, album_id AS albumId FROM access_changes WHERE phase IN ('hide', 'move', 'switch') AND narrows = 1 ORDER BY id`);

export const addNarrowing = (tx: Tx, changeId: number, imageIds: readonly number[]): Promise<void> =>
  upsert(
    tx,
    'narrowing',
    imageIds.map((id) => ({ image_id: id, change_id: changeId })),
    ['image_id'],
  );

interface AlbumPart {
  readonly albumId: number;
  readonly afterId: number;
  readonly limit: number;
}

/** What an earlier change has hidden is this one's now. */
const taken = ({ dialect }: Tx): string =>
  dialect === 'sqlite' ? 'ON CONFLICT (image_id) DO UPDATE SET change_id = excluded.change_id' : 'ON DUPLICATE KEY UPDATE change_id = VALUES(change_id)';

/** Hides the next images of one album; how many were looked at, and the last of them. */
export async function narrowAlbum(
  tx: Tx,
  changeId: number,
  { albumId, afterId, limit }: AlbumPart,
): Promise<{ readonly looked: number; readonly lastId: number }> {
  const part = await tx.get<{ looked: number; lastId: number | null }>(
    'SELECT COUNT(*) AS looked, MAX(id) AS lastId FROM (SELECT image_id AS id FROM album_images WHERE album_id = ? AND image_id > ? ORDER BY image_id LIMIT ?) part',
    [albumId, afterId, limit],
  );
  if (!part?.lastId) return { looked: 0, lastId: afterId };
  await tx.run(
    `INSERT INTO narrowing (image_id, change_id) SELECT image_id, ? FROM album_images WHERE album_id = ? AND image_id > ? AND image_id <= ? AND narrow_id <> 1 ${taken(tx)}`,
    [changeId, albumId, afterId, part.lastId],
  );
  return { looked: part.looked, lastId: part.lastId };
}

/** Hides the images of whole albums. */
export async function narrowAlbums(tx: Tx, changeId: number, albumIds: readonly number[]): Promise<void> {
  if (albumIds.length === 0) return;
  await tx.run(
    `INSERT INTO narrowing (image_id, change_id) SELECT image_id, ? FROM album_images WHERE album_id IN (${literals(albumIds)}) AND narrow_id <> 1 ${taken(tx)}`,
    [changeId],
  );
}

export const narrowedBy = async (sql: Sql, changeId: number, limit: number): Promise<number[]> => {
  const rows = await sql.all<{ id: number }>('SELECT image_id AS id FROM narrowing WHERE change_id = ? ORDER BY image_id LIMIT ?', [changeId, limit]);
  return rows.map((row) => row.id);
};

export async function removeNarrowing(tx: Tx, changeId: number, imageIds: readonly number[]): Promise<void> {
  await tx.run(`DELETE FROM narrowing WHERE change_id = ? AND image_id IN (${literals(imageIds)})`, [changeId]);
}

export async function rememberSwitched(tx: Tx, changeId: number, albumIds: readonly number[]): Promise<void> {
  await insertRows(
    tx,
    'access_change_albums',
    albumIds.map((id) => ({ change_id: changeId, album_id: id })),
  );
}

/** The next albums whose lists the change has switched, from `fromId` on. */
export const switchedAlbums = async (sql: Sql, changeId: number, { fromId, limit }: { readonly fromId: number; readonly limit: number }): Promise<number[]> => {
  const rows = await sql.all<{ id: number }>(
    'SELECT album_id AS id FROM access_change_albums WHERE change_id = ? AND album_id >= ? ORDER BY album_id LIMIT ?',
    [changeId, fromId, limit],
  );
  return rows.map(({ id }) => id);
};

import { insertRows, type Sql, type Tx } from '#database';

/** A place among the originals that is to be another one; without `to` it is to be empty. `imageId` 0: a directory. */
export interface RenameRow {
  readonly id: number;
  readonly imageId: number;
  readonly from: string;
  readonly to: string | null;
}

const columns = 'id, image_id AS imageId, from_key AS `from`, to_key AS `to`';

export async function insertRenames(tx: Tx, renames: readonly Omit<RenameRow, 'id'>[], now: number): Promise<void> {
  await insertRows(
    tx,
    'renames',
    renames.map(({ imageId, from, to }) => ({ image_id: imageId, from_key: from, to_key: to, created_at: now })),
  );
}

/** In the order in which they are carried out. */
export const renamesFor = (sql: Sql, imageId: number): Promise<RenameRow[]> =>
  sql.all<RenameRow>(`SELECT ${columns} FROM renames WHERE image_id IN (0, ?) ORDER BY id`, [imageId]);

export const directoryRenames = (sql: Sql): Promise<RenameRow[]> => sql.all<RenameRow>(`SELECT ${columns} FROM renames WHERE image_id = 0 ORDER BY id`);

export const firstRename = (sql: Sql): Promise<RenameRow | undefined> => sql.get<RenameRow>(`SELECT ${columns} FROM renames ORDER BY id LIMIT 1`);

export async function deleteRename(tx: Tx, id: number): Promise<void> {
  await tx.run('DELETE FROM renames WHERE id = ?', [id]);
}

import { forShare, forUpdate, insertRows, literals, type Sql, type Tx } from '#database';

/** A place among the originals that is to be another one; without `to` it is to be empty. `imageId` 0: a directory. */
export interface RenameRow {
  readonly id: number;
  readonly imageId: number;
  readonly from: string;
  readonly to: string | null;
}

const columns = 'id, image_id AS imageId, from_key AS `from`, to_key AS `to`';

const directories = `SELECT value FROM revisions WHERE name = 'directories'`;

/**
 * For who renames or removes files, before their places are read: until the transaction ends no directory above them
 * gets another name, whose rename would come before theirs and leave nothing where they look.
 */
export const holdDirectories = (tx: Tx): Promise<unknown> => tx.get(directories + forShare(tx.dialect));

/** For who renames a directory. Albums are held first, as by all. */
export const lockDirectories = (tx: Tx): Promise<unknown> => tx.get(directories + forUpdate(tx.dialect));

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

export const firstRenames = (sql: Sql, limit: number): Promise<RenameRow[]> =>
  sql.all<RenameRow>(`SELECT ${columns} FROM renames ORDER BY id LIMIT ?`, [limit]);

export const hasFileRenames = async (sql: Sql): Promise<boolean> => (await sql.get('SELECT id FROM renames WHERE image_id > 0 LIMIT 1')) !== undefined;

/** Of files below a directory, which is named with its slash. */
export const fileRenamesFrom = (sql: Sql, directory: string): Promise<RenameRow[]> =>
  sql.all<RenameRow>(`SELECT ${columns} FROM renames WHERE image_id > 0 AND from_key >= ? AND from_key < ?`, [directory, `${directory.slice(0, -1)}0`]);

export async function deleteRenames(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx.run(`DELETE FROM renames WHERE id IN (${literals(ids)})`);
}

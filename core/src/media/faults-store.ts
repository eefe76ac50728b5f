import { type Sql, type Tx, upsert } from '#database';

/** That the original of an image, in this version, could not be decoded. */
export interface FaultRow {
  readonly imageId: number;
  readonly version: number;
  readonly code: string;
  readonly message: string;
  /** One after the other, each by whatever processes it took. */
  readonly attempts: number;
  readonly triedAt: number;
}

const columns = 'image_id AS imageId, version, code, message, attempts, tried_at AS triedAt';

export const faultOf = (sql: Sql, imageId: number): Promise<FaultRow | undefined> =>
  sql.get<FaultRow>(`SELECT ${columns} FROM media_faults WHERE image_id = ?`, [imageId]);

export const faultsAfter = (sql: Sql, imageId: number): Promise<FaultRow[]> =>
  sql.all<FaultRow>(`SELECT ${columns} FROM media_faults WHERE image_id > ? ORDER BY image_id LIMIT 500`, [imageId]);

export const writeFault = (tx: Tx, { imageId, version, code, message, attempts, triedAt }: FaultRow) =>
  upsert(tx, 'media_faults', [{ image_id: imageId, version, code, message, attempts, tried_at: triedAt }], ['image_id']);

export const deleteFault = (tx: Tx, imageId: number) => tx.run('DELETE FROM media_faults WHERE image_id = ?', [imageId]);

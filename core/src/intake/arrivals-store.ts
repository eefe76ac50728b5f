import { insertIgnore, placeholders, type Sql, type Tx } from '#database';

export interface ArrivalRow {
  readonly id: number;
  readonly sha256: string;
  readonly albumId: number;
  readonly fileName: string;
  readonly fileKey: string;
  /** One attempt to store a batch. */
  readonly owner: string;
  /** Host and number of the process that makes it. */
  readonly process: string;
  readonly claimedAt: number;
}

const columns = 'id, sha256, album_id AS albumId, file_name AS fileName, file_key AS fileKey, owner, process, claimed_at AS claimedAt';

/** Claims what nobody else has claimed, content and name; what was refused is missing from {@link arrivalsOf}. */
export async function insertArrivals(tx: Tx, rows: readonly Omit<ArrivalRow, 'id'>[]): Promise<void> {
  await insertIgnore(
    tx,
    'arrivals',
    rows.map((row) => ({
      sha256: row.sha256,
      album_id: row.albumId,
      file_name: row.fileName,
      file_key: row.fileKey,
      owner: row.owner,
      process: row.process,
      claimed_at: row.claimedAt,
    })),
  );
}

export const arrivalsOf = (sql: Sql, owner: string): Promise<ArrivalRow[]> =>
  sql.all<ArrivalRow>(`SELECT ${columns} FROM arrivals WHERE owner = ? ORDER BY id`, [owner]);

/** Which of these contents somebody has claimed. */
export async function claimedHashes(sql: Sql, hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await sql.all<{ sha256: string }>(`SELECT sha256 FROM arrivals WHERE sha256 IN (${placeholders(hashes.length)})`, [...hashes]);
  return new Set(rows.map((row) => row.sha256));
}

/** Which of these file keys somebody has claimed, in whatever album. */
export async function claimedFiles(sql: Sql, fileKeys: readonly string[]): Promise<Set<string>> {
  if (fileKeys.length === 0) return new Set();
  const rows = await sql.all<{ key_: string }>(`SELECT file_key AS key_ FROM arrivals WHERE file_key IN (${placeholders(fileKeys.length)})`, [...fileKeys]);
  return new Set(rows.map((row) => row.key_));
}

/** How many of the claims were still held. */
export async function deleteArrivals(tx: Tx, owner: string, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0;
  return (await tx.run(`DELETE FROM arrivals WHERE owner = ? AND id IN (${placeholders(ids.length)})`, [owner, ...ids])).changes;
}

/** A page of claims in order of id. */
export const arrivalsAfter = (sql: Sql, afterId: number): Promise<ArrivalRow[]> =>
  sql.all<ArrivalRow>(`SELECT ${columns} FROM arrivals WHERE id > ? ORDER BY id LIMIT 200`, [afterId]);

/** Shows that the owner is alive. */
export const renewArrivals = (tx: Tx, owner: string, now: number) => tx.run('UPDATE arrivals SET claimed_at = ? WHERE owner = ?', [now, owner]);

/** True where the claim is now the heir's; false where another process was quicker. */
export async function takeOverArrival(tx: Tx, row: ArrivalRow, heir: Pick<ArrivalRow, 'owner' | 'process' | 'claimedAt'>): Promise<boolean> {
  const { changes } = await tx.run('UPDATE arrivals SET owner = ?, process = ?, claimed_at = ? WHERE id = ? AND owner = ? AND claimed_at = ?', [
    heir.owner,
    heir.process,
    heir.claimedAt,
    row.id,
    row.owner,
    row.claimedAt,
  ]);
  return changes === 1;
}

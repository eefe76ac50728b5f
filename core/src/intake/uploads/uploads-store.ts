import { forUpdate, insertRows, type Sql, type Tx } from '#database';
import { thisProcess } from '#runtime';
import type { Upload, UploadOutcome } from './upload.ts';

export interface UploadRow extends Omit<Upload, 'offset' | 'expiresAt'> {
  /** Bytes that were here when the last of its requests ended. */
  readonly received: number;
  readonly process: string | null;
  readonly touchedAt: number;
}

interface Stored {
  readonly id: string;
  readonly userId: number;
  readonly albumId: number;
  readonly folders: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly received: number;
  readonly sha256: string | null;
  readonly state: UploadRow['state'];
  readonly process: string | null;
  readonly outcome: string | null;
  readonly touchedAt: number;
}

const columns =
  'id, user_id AS userId, album_id AS albumId, folders, file_name AS fileName, bytes, received, sha256, state, process, outcome, touched_at AS touchedAt';

const rowOf = (stored: Stored): UploadRow => ({
  ...stored,
  folders: JSON.parse(stored.folders) as string[],
  outcome: stored.outcome === null ? null : (JSON.parse(stored.outcome) as UploadOutcome),
});

/** Whoever reserves space goes through here, one after the other, over all processes. */
export const takeTurn = (tx: Tx) => tx.run('UPDATE upload_turns SET turn = turn + 1 WHERE id = 1');

export const insertUpload = (
  tx: Tx,
  { id, userId, albumId, folders, fileName, bytes, sha256, touchedAt }: Omit<UploadRow, 'received' | 'state' | 'process' | 'outcome'>,
) =>
  insertRows(tx, 'uploads', [
    {
      id,
      user_id: userId,
      album_id: albumId,
      folders: JSON.stringify(folders),
      file_name: fileName,
      bytes,
      received: 0,
      sha256,
      state: 'receiving',
      touched_at: touchedAt,
    },
  ]);

export async function uploadRow(sql: Sql, id: string): Promise<UploadRow | null> {
  const stored = await sql.get<Stored>(`SELECT ${columns} FROM uploads WHERE id = ?`, [id]);
  return stored ? rowOf(stored) : null;
}

/** What is promised to uploads that are not through: the bytes still to come, and a copy of each while it is taken in. */
export async function promisedBytes(sql: Sql): Promise<number> {
  const row = await sql.get<{ promised: number | null }>(`SELECT SUM(2 * bytes - received) AS promised FROM uploads WHERE state <> 'done'`);
  return Number(row?.promised ?? 0);
}

export async function openUploadsOf(sql: Sql, userId: number): Promise<number> {
  const row = await sql.get<{ uploads: number }>(`SELECT COUNT(*) AS uploads FROM uploads WHERE user_id = ? AND state <> 'done'`, [userId]);
  return row?.uploads ?? 0;
}

export const noteReceived = (tx: Tx, id: string, received: number, now: number) =>
  tx.run(`UPDATE uploads SET received = ?, touched_at = ? WHERE id = ? AND state = 'receiving'`, [received, now, id]);

/** True where the upload is now this process's to take in. */
export async function claimUpload(tx: Tx, id: string, now: number, isLeft: (row: UploadRow) => boolean): Promise<boolean> {
  const stored = await tx.get<Stored>(`SELECT ${columns} FROM uploads WHERE id = ?${forUpdate(tx.dialect)}`, [id]);
  const row = stored && rowOf(stored);
  if (!row || row.state === 'done' || (row.state === 'finishing' && !isLeft(row))) return false;
  await tx.run(`UPDATE uploads SET state = 'finishing', process = ?, received = bytes, touched_at = ? WHERE id = ?`, [thisProcess, now, id]);
  return true;
}

/** Shows that it is still being taken in. */
export const renewClaim = (tx: Tx, id: string, now: number) =>
  tx.run(`UPDATE uploads SET touched_at = ? WHERE id = ? AND state = 'finishing' AND process = ?`, [now, id, thisProcess]);

export const giveBack = (tx: Tx, id: string, now: number) =>
  tx.run(`UPDATE uploads SET state = 'receiving', process = NULL, touched_at = ? WHERE id = ? AND state = 'finishing' AND process = ?`, [now, id, thisProcess]);

export const endUpload = (tx: Tx, id: string, outcome: UploadOutcome, now: number) =>
  tx.run(`UPDATE uploads SET state = 'done', process = NULL, outcome = ?, touched_at = ? WHERE id = ?`, [JSON.stringify(outcome), now, id]);

export const deleteUpload = (tx: Tx, id: string) => tx.run('DELETE FROM uploads WHERE id = ?', [id]);

export const deleteUploadUntouched = async (tx: Tx, id: string, before: number): Promise<boolean> =>
  (await tx.run('DELETE FROM uploads WHERE id = ? AND touched_at < ?', [id, before])).changes === 1;

/** Ids of those nothing has happened to since. */
export const untouchedUploads = async (sql: Sql, before: number): Promise<string[]> =>
  (await sql.all<{ id: string }>('SELECT id FROM uploads WHERE touched_at < ? ORDER BY touched_at LIMIT 500', [before])).map(({ id }) => id);

/** Begun, not ended, and left alone since. */
export const openUploads = async (sql: Sql, before: number): Promise<UploadRow[]> =>
  (await sql.all<Stored>(`SELECT ${columns} FROM uploads WHERE touched_at < ? AND state <> 'done' ORDER BY touched_at LIMIT 500`, [before])).map(rowOf);

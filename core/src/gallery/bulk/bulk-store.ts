import { chunks, forUpdate, insertRows, literals, type Sql, type Tx } from '#database';
import type { BulkChange, BulkPhase } from './bulk-change.ts';

interface BulkRow {
  readonly id: number;
  readonly userId: number;
  readonly action: string;
  readonly selection: string;
  readonly phase: BulkPhase;
  readonly undoneBy: number | null;
  readonly cursorId: number | null;
  readonly total: number | null;
  readonly seen: number;
  readonly changed: number;
  readonly undone: number;
  readonly error: string | null;
  readonly createdAt: number;
}

/** A change with where its job stands: images above the cursor are behind it. */
export type HeldChange = BulkChange & { readonly cursorId: number | null; readonly undoneBy: number | null };

const columns = `id, user_id AS userId, undone_by AS undoneBy, action, selection, phase, cursor_id AS cursorId, total, seen, changed, undone, error, created_at AS createdAt`;

const changeOf = ({ action, selection, error, ...rest }: BulkRow): HeldChange => ({
  ...rest,
  action: JSON.parse(action),
  selection: JSON.parse(selection),
  error: error === null ? null : JSON.parse(error),
});

export async function changeById(sql: Sql, id: number): Promise<HeldChange | null> {
  const row = await sql.get<BulkRow>(`SELECT ${columns} FROM bulk_changes WHERE id = ?`, [id]);
  return row ? changeOf(row) : null;
}

export async function lockChange(tx: Tx, id: number): Promise<HeldChange | null> {
  const row = await tx.get<BulkRow>(`SELECT ${columns} FROM bulk_changes WHERE id = ?${forUpdate(tx.dialect)}`, [id]);
  return row ? changeOf(row) : null;
}

/** The latest first. */
export const changesSince = async (sql: Sql, since: number, limit: number): Promise<BulkChange[]> =>
  (await sql.all<BulkRow>(`SELECT ${columns} FROM bulk_changes WHERE created_at >= ? ORDER BY id DESC LIMIT ?`, [since, limit])).map(changeOf);

export async function insertChange(tx: Tx, { userId, action, selection, createdAt }: Pick<BulkChange, 'userId' | 'action' | 'selection' | 'createdAt'>) {
  const [id] = await insertRows(tx, 'bulk_changes', [
    {
      user_id: userId,
      action: JSON.stringify(action),
      selection: JSON.stringify(selection),
      phase: 'doing',
      seen: 0,
      changed: 0,
      undone: 0,
      created_at: createdAt,
    },
  ]);
  return id as number;
}

export async function setTotal(tx: Tx, id: number, total: number): Promise<void> {
  await tx.run('UPDATE bulk_changes SET total = ? WHERE id = ?', [total, id]);
}

export async function setPhase(tx: Tx, id: number, phase: BulkPhase, error: BulkChange['error'] = null): Promise<void> {
  await tx.run('UPDATE bulk_changes SET phase = ?, error = ? WHERE id = ?', [phase, error === null ? null : JSON.stringify(error), id]);
}

export async function setUndoing(tx: Tx, id: number, userId: number | null): Promise<void> {
  await tx.run("UPDATE bulk_changes SET phase = 'undoing', undone_by = ? WHERE id = ?", [userId, id]);
}

export async function addProgress(
  tx: Tx,
  id: number,
  { seen, changed, cursorId }: { readonly seen: number; readonly changed: number; readonly cursorId: number },
): Promise<void> {
  await tx.run('UPDATE bulk_changes SET seen = seen + ?, changed = changed + ?, cursor_id = ? WHERE id = ?', [seen, changed, cursorId, id]);
}

export async function addUndone(tx: Tx, id: number, undone: number): Promise<void> {
  await tx.run('UPDATE bulk_changes SET undone = undone + ? WHERE id = ?', [undone, id]);
}

/** What undoing needs to know of one image, as text. */
export interface KeptRow {
  readonly imageId: number;
  readonly kept: string;
}

export async function keepImages(tx: Tx, changeId: number, rows: readonly KeptRow[]): Promise<void> {
  await insertRows(
    tx,
    'bulk_change_images',
    rows.map(({ imageId, kept }) => ({ change_id: changeId, image_id: imageId, kept })),
  );
}

export const keptImages = (sql: Sql, changeId: number, limit: number): Promise<KeptRow[]> =>
  sql.all('SELECT image_id AS imageId, kept FROM bulk_change_images WHERE change_id = ? ORDER BY image_id LIMIT ?', [changeId, limit]);

export async function dropKept(tx: Tx, changeId: number, imageIds: readonly number[]): Promise<number> {
  let dropped = 0;
  for (const part of chunks(imageIds, 500))
    dropped += (await tx.run(`DELETE FROM bulk_change_images WHERE change_id = ? AND image_id IN (${literals(part)})`, [changeId])).changes;
  return dropped;
}

export const oldestBefore = (sql: Sql, before: number): Promise<{ readonly id: number } | undefined> =>
  sql.get<{ id: number }>("SELECT id FROM bulk_changes WHERE created_at < ? AND phase IN ('done', 'failed', 'undone') ORDER BY id LIMIT 1", [before]);

export async function dropChange(tx: Tx, id: number): Promise<void> {
  await tx.run('DELETE FROM bulk_changes WHERE id = ?', [id]);
}

export const latestImageId = async (sql: Sql): Promise<number> => (await sql.get<{ id: number | null }>('SELECT MAX(id) AS id FROM images'))?.id ?? 0;

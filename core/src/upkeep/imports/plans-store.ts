import { createHash } from 'node:crypto';
import { forUpdate, insertIgnore, type Sql, type Tx } from '#database';
import type { ImportPlan, NewPlan, Rhythm } from './plan.ts';

type PlanRow = Omit<ImportPlan, 'inPlace' | 'intoAlbumId'> & { readonly inPlace: number; readonly intoAlbumId: number };

const columns =
  'id, folder, into_album_id AS intoAlbumId, in_place AS inPlace, access, every, at_minute AS atMinute, at_weekday AS atWeekday, next_at AS nextAt';

const planOf = (row: PlanRow): ImportPlan => ({ ...row, inPlace: row.inPlace === 1, intoAlbumId: row.intoAlbumId || null });

/** Where nobody says when: few look at pictures then. */
const atNight = 3 * 60;

const hashOf = (folder: string): string => createHash('sha256').update(folder).digest('hex');

/** The newest first. */
export const allPlans = async (sql: Sql, limit: number): Promise<ImportPlan[]> =>
  (await sql.all<PlanRow>(`SELECT ${columns} FROM import_plans ORDER BY id DESC LIMIT ?`, [limit])).map(planOf);

export async function planById(sql: Sql, id: number): Promise<ImportPlan | null> {
  const row = await sql.get<PlanRow>(`SELECT ${columns} FROM import_plans WHERE id = ?`, [id]);
  return row ? planOf(row) : null;
}

/** Whoever holds it decides alone what is done with the folder. */
export async function lockPlan(tx: Tx, id: number): Promise<ImportPlan | null> {
  const row = await tx.get<PlanRow>(`SELECT ${columns} FROM import_plans WHERE id = ?${forUpdate(tx.dialect)}`, [id]);
  return row ? planOf(row) : null;
}

export const countPlans = async (sql: Sql): Promise<number> => (await sql.get<{ plans: number }>('SELECT COUNT(*) AS plans FROM import_plans'))?.plans ?? 0;

/** The plan of this folder into this album; `isNew` where there was none. */
export async function insertPlan(
  tx: Tx,
  { folder, intoAlbumId, inPlace, access }: NewPlan,
  now: number,
): Promise<{ readonly id: number; readonly isNew: boolean }> {
  const key = { folder_hash: hashOf(folder), into_album_id: intoAlbumId ?? 0 };
  const row = { ...key, folder, in_place: inPlace, access, every: 'never', at_minute: atNight, at_weekday: 0, next_at: null, created_at: now };
  const inserted = await insertIgnore(tx, 'import_plans', [row]);
  const found = await tx.get<{ id: number }>('SELECT id FROM import_plans WHERE folder_hash = ? AND into_album_id = ?', [key.folder_hash, key.into_album_id]);
  return { id: found?.id as number, isNew: inserted === 1 };
}

export const setWay = (tx: Tx, id: number, { inPlace, access }: Pick<NewPlan, 'inPlace' | 'access'>) =>
  tx.run('UPDATE import_plans SET in_place = ?, access = ? WHERE id = ?', [inPlace, access, id]);

export const setRhythm = (tx: Tx, id: number, { every, atMinute, atWeekday }: Rhythm, nextAt: number | null) =>
  tx.run('UPDATE import_plans SET every = ?, at_minute = ?, at_weekday = ?, next_at = ? WHERE id = ?', [every, atMinute, atWeekday, nextAt, id]);

export const setNextAt = (tx: Tx, id: number, nextAt: number | null) => tx.run('UPDATE import_plans SET next_at = ? WHERE id = ?', [nextAt, id]);

export const duePlans = (sql: Sql, now: number): Promise<{ readonly id: number }[]> =>
  sql.all('SELECT id FROM import_plans WHERE next_at <= ? ORDER BY next_at LIMIT 100', [now]);

export const deletePlan = (tx: Tx, id: number) => tx.run('DELETE FROM import_plans WHERE id = ?', [id]);

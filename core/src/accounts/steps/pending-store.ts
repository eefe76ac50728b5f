import { insertRows, type Sql, type Tx } from '#database';

export interface PendingRow {
  readonly user_id: number;
  readonly method: string;
  readonly next_path: string;
  /** JSON. */
  readonly passed: string;
  /** JSON. */
  readonly kept: string | null;
}

export interface NewPending {
  readonly tokenHash: string;
  readonly userId: number;
  readonly method: string;
  readonly next: string;
  readonly expiresAt: number;
}

export async function insertPending(tx: Tx, { tokenHash, userId, method, next, expiresAt }: NewPending): Promise<void> {
  await insertRows(tx, 'pending_sign_ins', [
    { token_hash: tokenHash, user_id: userId, method, next_path: next, passed: '[]', kept: null, expires_at: expiresAt },
  ]);
}

export const findPending = (sql: Sql, tokenHash: string, now: number): Promise<PendingRow | undefined> =>
  sql.get('SELECT user_id, method, next_path, passed, kept FROM pending_sign_ins WHERE token_hash = ? AND expires_at > ?', [tokenHash, now]);

export async function keepInPending(tx: Tx, tokenHash: string, kept: string): Promise<void> {
  await tx.run('UPDATE pending_sign_ins SET kept = ? WHERE token_hash = ?', [kept, tokenHash]);
}

/** True for the one who was first: of two answers to one step, the second finds it passed. */
export async function passStep(tx: Tx, tokenHash: string, before: string, after: string): Promise<boolean> {
  const { changes } = await tx.run('UPDATE pending_sign_ins SET passed = ?, kept = NULL WHERE token_hash = ? AND passed = ?', [after, tokenHash, before]);
  return changes > 0;
}

/** True for the one who ended it. */
export async function deletePending(tx: Tx, tokenHash: string): Promise<boolean> {
  return (await tx.run('DELETE FROM pending_sign_ins WHERE token_hash = ?', [tokenHash])).changes > 0;
}

export async function deletePendingOf(tx: Tx, userId: number): Promise<void> {
  await tx.run('DELETE FROM pending_sign_ins WHERE user_id = ?', [userId]);
}

export async function deleteExpiredPending(tx: Tx, now: number): Promise<number> {
  return (await tx.run('DELETE FROM pending_sign_ins WHERE expires_at <= ?', [now])).changes;
}

import { insertRows, type Sql, type Tx } from '#database';

export type Purpose = 'setup' | 'login-link' | 'password' | 'registration';

export interface OneTimeToken {
  readonly tokenHash: string;
  readonly purpose: Purpose;
  readonly userId: number | null;
  readonly now: number;
  readonly expiresAt: number;
}

export async function insertOneTimeToken(tx: Tx, { tokenHash, purpose, userId, now, expiresAt }: OneTimeToken): Promise<void> {
  await insertRows(tx, 'one_time_tokens', [{ token_hash: tokenHash, purpose, user_id: userId, created_at: now, expires_at: expiresAt }]);
}

export const findOneTimeToken = (sql: Sql, tokenHash: string, purpose: Purpose, now: number): Promise<{ readonly user_id: number | null } | undefined> =>
  sql.get('SELECT user_id FROM one_time_tokens WHERE token_hash = ? AND purpose = ? AND expires_at > ?', [tokenHash, purpose, now]);

/** True for the one who used it up: of two that try at once the second finds it gone. */
export async function useUpOneTimeToken(tx: Tx, tokenHash: string, purpose: Purpose, now: number): Promise<boolean> {
  const { changes } = await tx.run('DELETE FROM one_time_tokens WHERE token_hash = ? AND purpose = ? AND expires_at > ?', [tokenHash, purpose, now]);
  return changes > 0;
}

export async function deleteTokensFor(tx: Tx, purpose: Purpose): Promise<void> {
  await tx.run('DELETE FROM one_time_tokens WHERE purpose = ?', [purpose]);
}

export async function deleteTokensOf(tx: Tx, userId: number): Promise<void> {
  await tx.run('DELETE FROM one_time_tokens WHERE user_id = ?', [userId]);
}

export async function deleteExpiredTokens(tx: Tx, now: number): Promise<number> {
  return (await tx.run('DELETE FROM one_time_tokens WHERE expires_at <= ?', [now])).changes;
}

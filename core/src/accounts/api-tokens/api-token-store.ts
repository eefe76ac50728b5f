import { insertRows, type Sql, type Tx } from '#database';

export interface ApiTokenRow {
  readonly id: number;
  readonly user_id: number;
  readonly name: string;
  readonly scopes: string;
  readonly created_at: number;
  readonly expires_at: number;
  readonly used_at: number | null;
}

export async function insertApiToken(tx: Tx, row: Omit<ApiTokenRow, 'id' | 'used_at'> & { readonly token_hash: string }): Promise<void> {
  await insertRows(tx, 'api_tokens', [row]);
}

const columns = 'id, user_id, name, scopes, created_at, expires_at, used_at';

/** The newest first. */
export const apiTokensOf = (sql: Sql, userId: number, now: number): Promise<ApiTokenRow[]> =>
  sql.all(`SELECT ${columns} FROM api_tokens WHERE user_id = ? AND expires_at > ? ORDER BY id DESC`, [userId, now]);

export const apiTokenByHash = (sql: Sql, tokenHash: string, now: number): Promise<ApiTokenRow | undefined> =>
  sql.get(`SELECT ${columns} FROM api_tokens WHERE token_hash = ? AND expires_at > ?`, [tokenHash, now]);

export async function noteApiTokenUsed(tx: Tx, id: number, now: number): Promise<void> {
  await tx.run('UPDATE api_tokens SET used_at = ? WHERE id = ?', [now, id]);
}

/** The name of what was deleted; undefined where nothing was. */
export async function deleteApiToken(tx: Tx, userId: number, id: number): Promise<string | undefined> {
  const row = await tx.get<{ name: string }>('SELECT name FROM api_tokens WHERE id = ? AND user_id = ?', [id, userId]);
  if (row) await tx.run('DELETE FROM api_tokens WHERE id = ?', [id]);
  return row?.name;
}

export async function deleteApiTokensOf(tx: Tx, userId: number): Promise<number> {
  return (await tx.run('DELETE FROM api_tokens WHERE user_id = ?', [userId])).changes;
}

export async function deleteExpiredApiTokens(tx: Tx, now: number): Promise<number> {
  return (await tx.run('DELETE FROM api_tokens WHERE expires_at <= ?', [now])).changes;
}

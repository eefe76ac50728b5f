import type { Status } from '@picturerail/sdk';
import { insertRows, type RevisionName, type Sql, type Tx } from '#database';

export interface SessionRow {
  readonly id: number;
  readonly user_id: number;
  readonly created_at: number;
  readonly seen_at: number;
  readonly expires_at: number;
  readonly ip: string | null;
  readonly agent: string | null;
}

export interface NewSession {
  readonly tokenHash: string;
  readonly userId: number;
  readonly now: number;
  readonly expiresAt: number;
  readonly ip: string | null;
  readonly agent: string | null;
}

export async function insertSession(tx: Tx, { tokenHash, userId, now, expiresAt, ip, agent }: NewSession): Promise<void> {
  await insertRows(tx, 'sessions', [{ token_hash: tokenHash, user_id: userId, created_at: now, seen_at: now, expires_at: expiresAt, ip, agent }]);
}

export async function extendSession(tx: Tx, tokenHash: string, now: number, expiresAt: number): Promise<void> {
  await tx.run('UPDATE sessions SET seen_at = ?, expires_at = ? WHERE token_hash = ? AND expires_at > ?', [now, expiresAt, tokenHash, now]);
}

/** When an account was used last is kept beyond its sessions. */
export async function noteSeen(tx: Tx, userId: number, now: number): Promise<void> {
  await tx.run('UPDATE users SET seen_at = ? WHERE id = ?', [now, userId]);
}

export const userOfSession = async (sql: Sql, tokenHash: string): Promise<number | undefined> =>
  (await sql.get<{ user_id: number }>('SELECT user_id FROM sessions WHERE token_hash = ?', [tokenHash]))?.user_id;

export async function deleteSession(tx: Tx, tokenHash: string): Promise<number> {
  return (await tx.run('DELETE FROM sessions WHERE token_hash = ?', [tokenHash])).changes;
}

export async function deleteSessionOf(tx: Tx, userId: number, id: number): Promise<number> {
  return (await tx.run('DELETE FROM sessions WHERE id = ? AND user_id = ?', [id, userId])).changes;
}

export async function deleteSessionsOf(tx: Tx, userId: number, exceptTokenHash: string | null): Promise<number> {
  return (await tx.run('DELETE FROM sessions WHERE user_id = ? AND token_hash <> ?', [userId, exceptTokenHash ?? ''])).changes;
}

export const sessionsOf = (sql: Sql, userId: number, now: number): Promise<(SessionRow & { readonly token_hash: string })[]> =>
  sql.all('SELECT * FROM sessions WHERE user_id = ? AND expires_at > ? ORDER BY seen_at DESC, id DESC', [userId, now]);

/** One row of {@link identityRows}: a revision, the user of the session, or one of his principals. */
export type IdentityRow =
  | { readonly part: 'revision'; readonly text: RevisionName; readonly number: number }
  | {
      readonly part: 'user';
      readonly text: string;
      readonly number: number;
      readonly status: Status;
      readonly language: string | null;
      readonly expires_at: number;
    }
  | { readonly part: 'principal'; readonly number: number };

const revisionsText = `SELECT 'revision' AS part, name AS text, value AS number, NULL AS status, NULL AS language, NULL AS expires_at FROM revisions`;
/** Where tokens stand by which somebody is known. */
export type TokenTable = 'sessions' | 'api_tokens';

const identityText = (table: TokenTable): string => `${revisionsText}
  UNION ALL
  SELECT 'user', u.name, u.id, u.status, u.language, s.expires_at FROM ${table} s JOIN users u ON u.id = s.user_id WHERE s.token_hash = ? AND s.expires_at > ?
  UNION ALL
  SELECT 'principal', NULL, p.id, NULL, NULL, NULL FROM ${table} s JOIN principals p ON p.kind = 'user' AND p.ref_id = s.user_id
   WHERE s.token_hash = ? AND s.expires_at > ?
  UNION ALL
  SELECT 'principal', NULL, p.id, NULL, NULL, NULL FROM ${table} s JOIN group_members m ON m.user_id = s.user_id JOIN principals p ON p.kind = 'group' AND p.ref_id = m.group_id
   WHERE s.token_hash = ? AND s.expires_at > ?`;
const identityTexts: Readonly<Record<TokenTable, string>> = { sessions: identityText('sessions'), api_tokens: identityText('api_tokens') };

/**
 * All a request needs to know of who asks, in one statement: the revisions, and where the token is a session's, its
 * user with the principals of himself and his groups.
 */
export const identityRows = (sql: Sql, tokenHash: string | null, now: number, table: TokenTable = 'sessions'): Promise<IdentityRow[]> =>
  tokenHash === null ? sql.all<IdentityRow>(revisionsText) : sql.all<IdentityRow>(identityTexts[table], [tokenHash, now, tokenHash, now, tokenHash, now]);

export interface AccountRow {
  readonly id: number;
  readonly name: string;
  readonly language: string | null;
  readonly email: string | null;
  readonly status: Status;
  readonly password_hash: string | null;
}

const account = 'id, name, language, email, status, password_hash';

export const accountByKey = (sql: Sql, nameKey: string): Promise<AccountRow | undefined> =>
  sql.get(`SELECT ${account} FROM users WHERE name_key = ?`, [nameKey]);

export const accountById = (sql: Sql, id: number): Promise<AccountRow | undefined> => sql.get(`SELECT ${account} FROM users WHERE id = ?`, [id]);

/** Those of a name's key, or of an address in lower case. */
export const accountsCalled = (sql: Sql, key: string, most: number): Promise<AccountRow[]> =>
  sql.all(`SELECT ${account} FROM users WHERE name_key = ? OR LOWER(email) = ? ORDER BY id LIMIT ?`, [key, key, most]);

export async function setPasswordHash(tx: Tx, userId: number, hash: string): Promise<void> {
  await tx.run('UPDATE users SET password_hash = ? WHERE id = ?', [hash, userId]);
}

export async function deleteExpiredSessions(tx: Tx, now: number): Promise<number> {
  return (await tx.run('DELETE FROM sessions WHERE expires_at <= ?', [now])).changes;
}

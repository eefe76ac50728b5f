import type { Status } from '@picturerail/sdk';
import { forUpdate, insertRows, type Sql, type Tx } from '#database';
import type { User } from './user.ts';

export const userColumns = 'id, name, status, language, email, created_at AS createdAt, seen_at AS seenAt';

export interface UserFields {
  readonly name: string;
  readonly name_key: string;
  readonly status: Status;
  readonly language: string | null;
  readonly email: string | null;
  readonly password_hash: string | null;
}

export async function insertUserRow(tx: Tx, fields: UserFields, now: number): Promise<number> {
  const [id] = await insertRows(tx, 'users', [{ ...fields, created_at: now }]);
  await insertRows(tx, 'principals', [{ kind: 'user', ref_id: id ?? 0 }]);
  return id ?? 0;
}

export async function updateUserRow(tx: Tx, id: number, fields: Partial<UserFields>): Promise<void> {
  const names = Object.keys(fields) as (keyof UserFields)[];
  if (names.length === 0) return;
  await tx.run(`UPDATE users SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`, [...names.map((name) => fields[name] ?? null), id]);
}

export async function deleteUserRow(tx: Tx, id: number): Promise<void> {
  await tx.run('DELETE FROM group_members WHERE user_id = ?', [id]);
  await tx.run(`DELETE FROM principals WHERE kind = 'user' AND ref_id = ?`, [id]);
  await tx.run('DELETE FROM users WHERE id = ?', [id]);
}

export const userById = (sql: Sql, id: number): Promise<User | undefined> => sql.get<User>(`SELECT ${userColumns} FROM users WHERE id = ?`, [id]);

export const userByKey = (sql: Sql, key: string): Promise<User | undefined> => sql.get<User>(`SELECT ${userColumns} FROM users WHERE name_key = ?`, [key]);

export const allUsers = (sql: Sql): Promise<User[]> => sql.all<User>(`SELECT ${userColumns} FROM users ORDER BY name_key`);

/** Ids of the webmasters, held until the transaction ends, so that two of them cannot step down at once. */
export const lockedWebmasters = (tx: Tx): Promise<{ readonly id: number }[]> =>
  tx.all(`SELECT id FROM users WHERE status = 'webmaster' ORDER BY id${forUpdate(tx.dialect)}`);

export const webmasterIds = (sql: Sql): Promise<{ readonly id: number }[]> => sql.all(`SELECT id FROM users WHERE status = 'webmaster' LIMIT 2`);

export const passwordIsSet = async (sql: Sql, id: number): Promise<boolean> =>
  (await sql.get('SELECT id FROM users WHERE id = ? AND password_hash IS NOT NULL', [id])) !== undefined;

export const imagesUploadedBy = async (sql: Sql, id: number): Promise<number> =>
  (await sql.get<{ number: number }>('SELECT COUNT(*) AS number FROM images WHERE uploader_id = ?', [id]))?.number ?? 0;

/** True once somebody can administer the gallery. */
export const webmasterExists = async (sql: Sql): Promise<boolean> => (await sql.get(`SELECT id FROM users WHERE status = 'webmaster' LIMIT 1`)) !== undefined;

/** A user with the principals of himself and his groups; not one who is deactivated. */
export const principalsOfUser = (sql: Sql, id: number): Promise<{ readonly name: string; readonly status: Status; readonly principal: number }[]> =>
  sql.all(
    `SELECT u.name, u.status, p.id AS principal FROM users u JOIN principals p ON p.kind = 'user' AND p.ref_id = u.id WHERE u.id = ? AND u.status <> 'deactivated'
     UNION ALL
     SELECT u.name, u.status, p.id FROM users u JOIN group_members m ON m.user_id = u.id JOIN principals p ON p.kind = 'group' AND p.ref_id = m.group_id
      WHERE u.id = ? AND u.status <> 'deactivated'`,
    [id, id],
  );

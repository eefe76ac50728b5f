import { insertIgnore, insertRows, literals, type Sql, type Tx } from '#database';

export async function insertGroup(tx: Tx, group: { readonly name: string; readonly nameKey: string; readonly now: number }): Promise<number> {
  const [id] = await insertRows(tx, 'groups', [{ name: group.name, name_key: group.nameKey, created_at: group.now }]);
  await insertRows(tx, 'principals', [{ kind: 'group', ref_id: id ?? 0 }]);
  return id ?? 0;
}

export async function deleteGroup(tx: Tx, id: number): Promise<boolean> {
  await tx.run('DELETE FROM group_members WHERE group_id = ?', [id]);
  await tx.run(`DELETE FROM principals WHERE kind = 'group' AND ref_id = ?`, [id]);
  return (await tx.run('DELETE FROM `groups` WHERE id = ?', [id])).changes > 0;
}

export async function updateGroupName(tx: Tx, id: number, group: { readonly name: string; readonly nameKey: string }): Promise<void> {
  await tx.run('UPDATE `groups` SET name = ?, name_key = ? WHERE id = ?', [group.name, group.nameKey, id]);
}

export const groupExists = async (sql: Sql, id: number): Promise<boolean> => (await sql.get('SELECT id FROM `groups` WHERE id = ?', [id])) !== undefined;

export const groupName = async (sql: Sql, id: number): Promise<string | undefined> =>
  (await sql.get<{ name: string }>('SELECT name FROM `groups` WHERE id = ?', [id]))?.name;

export async function insertMember(tx: Tx, groupId: number, userId: number): Promise<boolean> {
  return (await insertIgnore(tx, 'group_members', [{ group_id: groupId, user_id: userId }])) > 0;
}

export async function deleteMember(tx: Tx, groupId: number, userId: number): Promise<boolean> {
  return (await tx.run('DELETE FROM group_members WHERE group_id = ? AND user_id = ?', [groupId, userId])).changes > 0;
}

export const groupIdsOfUser = async (sql: Sql, userId: number): Promise<number[]> =>
  (await sql.all<{ id: number }>('SELECT group_id AS id FROM group_members WHERE user_id = ?', [userId])).map(({ id }) => id);

export const groupsOfUsers = (sql: Sql, userIds: readonly number[]): Promise<{ readonly userId: number; readonly id: number; readonly name: string }[]> =>
  sql.all(
    `SELECT m.user_id AS userId, g.id, g.name FROM group_members m JOIN \`groups\` g ON g.id = m.group_id WHERE m.user_id IN (${literals(userIds)}) ORDER BY g.name_key`,
  );

export interface GroupRow {
  readonly id: number;
  readonly name: string;
  readonly members: number;
  /** Whose own access list names the group. */
  readonly albums: number;
}

/** Entries are not indexed by whom they name: counted for all groups at once, they are gone through once. */
export const groupSizes = (sql: Sql): Promise<GroupRow[]> =>
  sql.all(
    `SELECT g.id, g.name, COALESCE(m.number, 0) AS members, COALESCE(n.number, 0) AS albums FROM \`groups\` g
     LEFT JOIN (SELECT group_id, COUNT(*) AS number FROM group_members GROUP BY group_id) m ON m.group_id = g.id
     LEFT JOIN (SELECT p.ref_id, COUNT(*) AS number FROM access_entries e JOIN principals p ON p.id = e.principal_id
       JOIN albums a ON a.own_access_id = e.access_id WHERE p.kind = 'group' GROUP BY p.ref_id) n ON n.ref_id = g.id
     ORDER BY g.name_key`,
  );

export const groupSize = (sql: Sql, id: number): Promise<GroupRow | undefined> =>
  sql.get(
    `SELECT g.id, g.name, (SELECT COUNT(*) FROM group_members m WHERE m.group_id = g.id) AS members,
     (SELECT COUNT(*) FROM principals p JOIN access_entries e ON e.principal_id = p.id JOIN albums a ON a.own_access_id = e.access_id
       WHERE p.kind = 'group' AND p.ref_id = g.id) AS albums FROM \`groups\` g WHERE g.id = ?`,
    [id],
  );

export const groupNames = (sql: Sql): Promise<{ readonly id: number; readonly name: string }[]> => sql.all('SELECT id, name FROM `groups` ORDER BY name_key');

export interface GroupMemberRow {
  readonly id: number;
  readonly name: string;
  readonly userId: number | null;
  readonly userName: string | null;
}

export const groupsWithMembers = (sql: Sql): Promise<GroupMemberRow[]> =>
  sql.all(
    `SELECT g.id, g.name, u.id AS userId, u.name AS userName FROM \`groups\` g
     LEFT JOIN group_members m ON m.group_id = g.id LEFT JOIN users u ON u.id = m.user_id ORDER BY g.name_key, u.name_key`,
  );

import { insertIgnore, insertRows, type Sql, type Tx } from '#database';

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

export const groupExists = async (sql: Sql, id: number): Promise<boolean> => (await sql.get('SELECT id FROM `groups` WHERE id = ?', [id])) !== undefined;

export async function insertMember(tx: Tx, groupId: number, userId: number): Promise<boolean> {
  return (await insertIgnore(tx, 'group_members', [{ group_id: groupId, user_id: userId }])) > 0;
}

export async function deleteMember(tx: Tx, groupId: number, userId: number): Promise<boolean> {
  return (await tx.run('DELETE FROM group_members WHERE group_id = ? AND user_id = ?', [groupId, userId])).changes > 0;
}

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

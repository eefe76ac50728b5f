import { literals, type Sql } from '#database';
import { subtreeRange, trashId } from './album-path.ts';

export interface ManagedRow {
  readonly path: string;
  readonly ownAccessId: number | null;
  readonly accessId: number;
}

/** Living albums with one of these lists of their own, or made by this user; the root of the tree too. */
export const albumsByListOrCreator = (sql: Sql, ownAccessIds: readonly number[], userId: number): Promise<ManagedRow[]> =>
  sql.all(
    `SELECT path, own_access_id AS ownAccessId, access_id AS accessId FROM albums
      WHERE path < '/${trashId}/' AND (creator_id = ?${ownAccessIds.length > 0 ? ` OR own_access_id IN (${literals(ownAccessIds)})` : ''})`,
    [userId],
  );

/** Whether `path` of a table lies in one of the subtrees, as SQL and its values. */
export function withinSubtrees(column: string, subtrees: readonly string[]): { readonly sql: string; readonly values: readonly string[] } {
  if (subtrees.length === 0) return { sql: '1 = 0', values: [] };
  return { sql: `(${subtrees.map(() => `(${column} >= ? AND ${column} < ?)`).join(' OR ')})`, values: subtrees.flatMap(subtreeRange) };
}

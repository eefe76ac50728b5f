import { insertIgnore, type Sql, type Tx } from '#database';

export type GrantKind = 'list' | 'narrow' | 'visibility';

export interface ViewerSetRow {
  readonly id: number;
  readonly last_list_id: number;
  readonly last_narrow_id: number;
  readonly last_visibility_id: number;
  readonly used_at: number;
}

export const viewerSet = (sql: Sql, digest: string): Promise<ViewerSetRow | undefined> =>
  sql.get('SELECT id, last_access_id AS last_list_id, last_narrow_id, last_visibility_id, used_at FROM viewer_sets WHERE digest = ?', [digest]);

export const insertViewerSet = (tx: Tx, digest: string, now: number): Promise<number> =>
  insertIgnore(tx, 'viewer_sets', [{ digest, last_access_id: 0, last_narrow_id: 0, last_visibility_id: 0, used_at: now }]);

export async function insertGrants(tx: Tx, setId: number, kind: GrantKind, ids: readonly number[]): Promise<void> {
  await insertIgnore(
    tx,
    'viewer_grants',
    ids.map((id) => ({ set_id: setId, kind, granted_id: id })),
  );
}

export async function markViewerSet(tx: Tx, row: ViewerSetRow): Promise<void> {
  await tx.run('UPDATE viewer_sets SET last_access_id = ?, last_narrow_id = ?, last_visibility_id = ?, used_at = ? WHERE id = ?', [
    row.last_list_id,
    row.last_narrow_id,
    row.last_visibility_id,
    row.used_at,
    row.id,
  ]);
}

export const unusedViewerSet = (sql: Sql, before: number): Promise<{ readonly id: number } | undefined> =>
  sql.get('SELECT id FROM viewer_sets WHERE used_at < ? ORDER BY used_at LIMIT 1', [before]);

export async function deleteViewerSet(tx: Tx, id: number): Promise<void> {
  await tx.run('DELETE FROM viewer_grants WHERE set_id = ?', [id]);
  await tx.run('DELETE FROM viewer_sets WHERE id = ?', [id]);
}

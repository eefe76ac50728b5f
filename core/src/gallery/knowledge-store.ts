import type { Right } from '@picturerail/sdk';
import { literals, type Sql } from '#database';

export async function listsOf(sql: Sql, principals: readonly number[]): Promise<Map<number, Set<Right>>> {
  const rows = await sql.all<{ access_id: number; rights: string }>(
    `SELECT access_id, rights FROM access_entries WHERE principal_id IN (${literals(principals)})`,
  );
  const lists = new Map<number, Set<Right>>();
  for (const row of rows) {
    const rights = lists.get(row.access_id) ?? new Set<Right>();
    for (const right of row.rights.split(',')) rights.add(right as Right);
    lists.set(row.access_id, rights);
  }
  return lists;
}

export async function narrowsOf(sql: Sql, principals: readonly number[]): Promise<number[]> {
  const rows = await sql.all<{ id: number }>(
    `SELECT DISTINCT n.id FROM audience_principals ap JOIN narrows n ON n.audience_id = ap.audience_id WHERE ap.principal_id IN (${literals(principals)}) ORDER BY n.id`,
  );
  return rows.map((row) => row.id);
}

export async function visibilitiesOf(sql: Sql, principals: readonly number[], narrows: readonly number[]): Promise<number[]> {
  const rows = await sql.all<{ id: number }>(
    `SELECT DISTINCT v.id FROM audience_principals ap JOIN visibilities v ON v.audience_id = ap.audience_id
     WHERE ap.principal_id IN (${literals(principals)}) AND v.narrow_id IN (${literals([0, ...narrows])}) ORDER BY v.id`,
  );
  return rows.map((row) => row.id);
}

export interface OwnListAlbum {
  readonly id: number;
  readonly path: string;
  readonly access_id: number;
  readonly parent_access: number | null;
}

/** Albums where the list changes from their parent's: only they can stand where their parent is not seen. */
export const borderAlbums = (sql: Sql): Promise<OwnListAlbum[]> =>
  sql.all<OwnListAlbum>(
    `SELECT a.id, a.path, a.access_id, p.access_id AS parent_access FROM albums a JOIN albums p ON p.id = a.parent_id WHERE a.own_access_id IS NOT NULL AND a.access_id <> p.access_id`,
  );

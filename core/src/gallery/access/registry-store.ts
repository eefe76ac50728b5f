import type { Right } from '@picturerail/sdk';
import { insertRows, type Sql, type Tx } from '#database';
import { type Grants, grantsOf } from './access-list.ts';
import type { Audience } from './audience.ts';

interface Row {
  readonly id: number;
}
interface EntryRow {
  readonly accessId: number;
  readonly principalId: number;
  readonly rights: string;
}

export const readGrants = (rows: readonly EntryRow[]): Grants => grantsOf(rows.map((row) => [row.principalId, row.rights.split(',') as Right[]]));

export const visibilitiesAfter = (sql: Sql, id: number): Promise<(Row & { readonly audienceId: number; readonly narrowId: number })[]> =>
  sql.all('SELECT id, audience_id AS audienceId, narrow_id AS narrowId FROM visibilities WHERE id > ? ORDER BY id', [id]);

export const listsAfter = (sql: Sql, id: number): Promise<(Row & { readonly audienceId: number })[]> =>
  sql.all('SELECT id, view_audience_id AS audienceId FROM access_lists WHERE id > ? ORDER BY id', [id]);

export const entriesAfter = (sql: Sql, accessId: number): Promise<EntryRow[]> =>
  sql.all('SELECT access_id AS accessId, principal_id AS principalId, rights FROM access_entries WHERE access_id > ? ORDER BY access_id, principal_id', [
    accessId,
  ]);

export const narrowsAfter = (sql: Sql, id: number): Promise<(Row & { readonly audienceId: number })[]> =>
  sql.all('SELECT id, audience_id AS audienceId FROM narrows WHERE id > ? ORDER BY id', [id]);

export const audiencesAfter = (sql: Sql, id: number): Promise<Row[]> => sql.all('SELECT id FROM audiences WHERE id > ? ORDER BY id', [id]);

export const audiencePrincipalsAfter = (sql: Sql, id: number): Promise<{ readonly audienceId: number; readonly principalId: number }[]> =>
  sql.all('SELECT audience_id AS audienceId, principal_id AS principalId FROM audience_principals WHERE audience_id > ? ORDER BY audience_id, principal_id', [
    id,
  ]);

export const linksAfter = (sql: Sql, id: number): Promise<Row[]> => sql.all(`SELECT id FROM principals WHERE kind = 'link' AND id > ? ORDER BY id`, [id]);

export const isNarrowing = async (sql: Sql): Promise<boolean> => (await sql.get('SELECT id FROM access_changes WHERE narrows = 1 LIMIT 1')) !== undefined;

/** `tree`: of what differs from album to album; the other one moves with it. */
export async function accessRevisions(sql: Sql): Promise<{ readonly access: number; readonly tree: number }> {
  const rows = await sql.all<{ name: string; value: number }>(`SELECT name, value FROM revisions WHERE name IN ('access', 'tree')`);
  const of = (name: string) => rows.find((row) => row.name === name)?.value ?? 0;
  return { access: of('access'), tree: of('tree') };
}

export const listById = (sql: Sql, id: number): Promise<EntryRow[]> =>
  sql.all('SELECT access_id AS accessId, principal_id AS principalId, rights FROM access_entries WHERE access_id = ?', [id]);

export const listByDigest = (sql: Sql, digest: string): Promise<Row | undefined> => sql.get('SELECT id FROM access_lists WHERE digest = ?', [digest]);

export async function insertList(tx: Tx, list: { readonly digest: string; readonly audienceId: number; readonly grants: Grants }): Promise<number> {
  const [id = 0] = await insertRows(tx, 'access_lists', [{ digest: list.digest, view_audience_id: list.audienceId }]);
  const entries = [...list.grants].map(([principal, rights]) => ({ access_id: id, principal_id: principal, rights: rights.join(','), terms: '' }));
  await insertRows(tx, 'access_entries', entries);
  return id;
}

export const audienceByDigest = (sql: Sql, digest: string): Promise<Row | undefined> => sql.get('SELECT id FROM audiences WHERE digest = ?', [digest]);

export async function insertAudience(tx: Tx, digest: string, audience: Audience): Promise<number> {
  const [id = 0] = await insertRows(tx, 'audiences', [{ digest }]);
  await insertRows(
    tx,
    'audience_principals',
    audience.map((principal) => ({ audience_id: id, principal_id: principal })),
  );
  return id;
}

export const narrowByAudience = (sql: Sql, audienceId: number): Promise<Row | undefined> =>
  sql.get('SELECT id FROM narrows WHERE audience_id = ?', [audienceId]);

export async function insertNarrow(tx: Tx, audienceId: number): Promise<number> {
  const [id = 0] = await insertRows(tx, 'narrows', [{ audience_id: audienceId }]);
  return id;
}

export const visibilityByContent = (sql: Sql, audienceId: number, narrowId: number): Promise<Row | undefined> =>
  sql.get('SELECT id FROM visibilities WHERE audience_id = ? AND narrow_id = ?', [audienceId, narrowId]);

export async function insertVisibility(tx: Tx, audienceId: number, narrowId: number): Promise<number> {
  const [id = 0] = await insertRows(tx, 'visibilities', [{ audience_id: audienceId, narrow_id: narrowId, images: 0 }]);
  return id;
}

export const audienceOfNarrow = async (sql: Sql, narrowId: number): Promise<Audience> => {
  const rows = await sql.all<{ principalId: number }>(
    'SELECT m.principal_id AS principalId FROM narrows n JOIN audience_principals m ON m.audience_id = n.audience_id WHERE n.id = ? ORDER BY m.principal_id',
    [narrowId],
  );
  return rows.map((row) => row.principalId);
};

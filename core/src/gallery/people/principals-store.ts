import { literals, type Sql } from '#database';

export const principalId = async (sql: Sql, kind: 'user' | 'group', refId: number): Promise<number | undefined> =>
  (await sql.get<{ id: number }>('SELECT id FROM principals WHERE kind = ? AND ref_id = ?', [kind, refId]))?.id;

export async function principalNames(sql: Sql, ids: readonly number[]): Promise<Map<number, { readonly kind: string; readonly refId: number }>> {
  const rows = await sql.all<{ id: number; kind: string; refId: number }>(`SELECT id, kind, ref_id AS refId FROM principals WHERE id IN (${literals(ids)})`);
  return new Map(rows.map(({ id, kind, refId }) => [id, { kind, refId }]));
}

export const groupPrincipals = (sql: Sql): Promise<{ readonly id: number; readonly name: string }[]> =>
  sql.all("SELECT p.id, g.name FROM `groups` g JOIN principals p ON p.kind = 'group' AND p.ref_id = g.id ORDER BY g.name_key");

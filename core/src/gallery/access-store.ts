import type { Right } from '@picturerail/sdk';
import { bumpRevision, insertIgnore, literals, type Sql, type Tx } from '#database';
import { type AccessEntry, closeEntries } from './access-list.ts';
import { canonicalAudience, digest } from './audience.ts';

/** Interns a row by digest: whoever comes second finds the first one's. */
async function intern(tx: Tx, table: 'audiences' | 'access_lists', row: Record<string, string | number>): Promise<{ id: number; fresh: boolean }> {
  const find = () => tx.get<{ id: number }>(`SELECT id FROM ${table} WHERE digest = ?`, [row.digest as string]);
  const known = await find();
  if (known) return { id: known.id, fresh: false };
  const inserted = await insertIgnore(tx, table, [row]);
  return { id: ((await find()) as { id: number }).id, fresh: inserted > 0 };
}

async function accountPrincipals(sql: Sql, ids: readonly number[]): Promise<Set<number>> {
  const rows = await sql.all<{ id: number }>(`SELECT id FROM principals WHERE kind IN ('user', 'group') AND id IN (${literals(ids)})`);
  return new Set(rows.map((row) => row.id));
}

/** The interned audience of a set of principals; canonical first. */
export async function internAudience(tx: Tx, principals: readonly number[]): Promise<number> {
  const accounts = await accountPrincipals(tx, principals);
  const canonical = canonicalAudience(principals, { isAccount: (id) => accounts.has(id) });
  const { id, fresh } = await intern(tx, 'audiences', { digest: digest(canonical.join(',')) });
  if (fresh)
    await insertIgnore(
      tx,
      'audience_principals',
      canonical.map((principal) => ({ audience_id: id, principal_id: principal })),
    );
  return id;
}

/** The interned access list of these entries, closed; a new list moves the access revision. */
export async function internAccessList(tx: Tx, entries: readonly AccessEntry[]): Promise<number> {
  const closed = closeEntries(entries);
  const content = closed.map(({ principalId, rights }) => `${principalId}:${rights.join('+')}`).join(',');
  const audience = await internAudience(
    tx,
    closed.map((entry) => entry.principalId),
  );
  const { id, fresh } = await intern(tx, 'access_lists', { digest: digest(content), view_audience_id: audience });
  if (fresh) {
    await insertIgnore(
      tx,
      'access_entries',
      closed.map(({ principalId, rights }) => ({ access_id: id, principal_id: principalId, rights: rights.join(','), terms: '' })),
    );
    await bumpRevision(tx, 'access');
  }
  return id;
}

/** The narrow key of an own list: 0 for none and for one that contains everyone. */
export async function internNarrow(tx: Tx, accessId: number | null): Promise<number> {
  if (accessId === null) return 0;
  const list = (await tx.get<{ audience: number }>('SELECT view_audience_id AS audience FROM access_lists WHERE id = ?', [accessId])) as { audience: number };
  const open = await tx.get('SELECT 1 AS found FROM audience_principals WHERE audience_id = ? AND principal_id = 1', [list.audience]);
  if (open) return 0;
  const known = await tx.get<{ id: number }>('SELECT id FROM narrows WHERE audience_id = ?', [list.audience]);
  if (known) return known.id;
  await insertIgnore(tx, 'narrows', [{ audience_id: list.audience }]);
  await bumpRevision(tx, 'access');
  return ((await tx.get<{ id: number }>('SELECT id FROM narrows WHERE audience_id = ?', [list.audience])) as { id: number }).id;
}

export async function entriesOf(sql: Sql, accessId: number): Promise<AccessEntry[]> {
  const rows = await sql.all<{ principal_id: number; rights: string }>(
    'SELECT principal_id, rights FROM access_entries WHERE access_id = ? ORDER BY principal_id',
    [accessId],
  );
  return rows.map((row) => ({ principalId: row.principal_id, rights: row.rights.split(',') as Right[] }));
}

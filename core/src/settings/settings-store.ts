import { bumpRevision, placeholders, readRevisions, type Sql, type Tx, upsert } from '#database';

export interface SettingRow {
  readonly scope: string;
  readonly name: string;
  readonly value: string;
}

export const readSettings = (sql: Sql, owner: string, scopes: readonly string[]): Promise<SettingRow[]> =>
  sql.all(`SELECT scope, name, value FROM settings WHERE owner = ? AND value IS NOT NULL AND scope IN (${placeholders(scopes.length)})`, [owner, ...scopes]);

/** Values as they are stored; null unsets. A row stays behind, so that other processes learn who has changed. */
export async function writeSettings(tx: Tx, owner: string, scope: string, values: ReadonlyMap<string, string | null>): Promise<number> {
  await bumpRevision(tx, 'settings');
  const { settings: revision } = await readRevisions(tx);
  const rows = [...values].map(([name, value]) => ({ owner, scope, name, value, revision }));
  await upsert(tx, 'settings', rows, ['owner', 'scope', 'name']);
  return revision;
}

export const ownersChangedAfter = async (sql: Sql, revision: number): Promise<string[]> =>
  (await sql.all<{ owner: string }>('SELECT DISTINCT owner FROM settings WHERE revision > ?', [revision])).map(({ owner }) => owner);

export async function deleteSettings(tx: Tx, owner: string): Promise<number> {
  await bumpRevision(tx, 'settings');
  await tx.run('DELETE FROM settings WHERE owner = ?', [owner]);
  return (await readRevisions(tx)).settings;
}

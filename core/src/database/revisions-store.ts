import type { Sql, Tx } from './sql.ts';

export type RevisionName = 'access' | 'plugins' | 'registry' | 'settings';
/** Counters that only rise: what one process has cached is good while the counter stands where it stood. */
export type Revisions = Readonly<Record<RevisionName, number>>;

export const bumpRevision = async (tx: Tx, name: RevisionName | 'tree'): Promise<void> => {
  await tx.run('UPDATE revisions SET value = value + 1 WHERE name = ?', [name]);
};

export async function readRevisions(sql: Sql): Promise<Revisions> {
  const rows = await sql.all<{ name: RevisionName; value: number }>('SELECT name, value FROM revisions');
  const of = (name: RevisionName) => rows.find((row) => row.name === name)?.value ?? 0;
  return { access: of('access'), plugins: of('plugins'), registry: of('registry'), settings: of('settings') };
}

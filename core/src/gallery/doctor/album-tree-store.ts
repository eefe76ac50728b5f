import type { Sql, Tx } from '#database';
import { trashId } from '../albums/album-path.ts';

const pathOf = (sql: Sql, above: string, id: string): string => (sql.dialect === 'sqlite' ? `${above} || ${id} || '/'` : `CONCAT(${above}, ${id}, '/')`);

/** Albums whose path is not that of their parent with their own id, the highest first. While a change moves albums, those below follow in steps. */
export const wrongPaths = (sql: Sql): Promise<{ readonly id: number }[]> =>
  sql.all(`SELECT a.id FROM albums a JOIN albums p ON p.id = a.parent_id WHERE a.path <> ${pathOf(sql, 'p.path', 'a.id')}
        AND NOT EXISTS (SELECT 1 FROM access_changes c WHERE c.phase <> 'settle') ORDER BY LENGTH(a.path), a.id`);

/** Albums whose parent does not exist. */
export const orphans = (sql: Sql): Promise<{ readonly id: number }[]> =>
  sql.all('SELECT a.id FROM albums a WHERE a.id > 2 AND NOT EXISTS (SELECT 1 FROM albums p WHERE p.id = a.parent_id) ORDER BY LENGTH(a.path), a.id');

export async function setPath(tx: Tx, id: number, path: string): Promise<void> {
  await tx.run('UPDATE albums SET path = ? WHERE id = ?', [path, id]);
}

const unfinished = `NOT EXISTS (SELECT 1 FROM access_changes c JOIN albums t ON t.id = c.album_id WHERE c.phase <> 'settle' AND`;
const outside = (sql: Sql): string => `${unfinished} ${sql.dialect === 'sqlite' ? `a.path LIKE t.path || '%'` : `a.path LIKE CONCAT(t.path, '%')`})`;

/** Albums without a list of their own that go by another one than their parent, and those in the trash that go by any. What an access change is working through is left out. */
export const wrongInherited = (sql: Sql): Promise<{ readonly id: number }[]> =>
  sql.all(
    `SELECT a.id FROM albums a JOIN albums p ON p.id = a.parent_id
      WHERE ((a.path < '/${trashId}/' AND a.own_access_id IS NULL AND a.access_id <> p.access_id) OR (a.path > '/${trashId}/' AND a.access_id <> 1))
        AND ${outside(sql)} ORDER BY LENGTH(a.path), a.id`,
  );

/** What albums with a list of their own come to, each case once. */
export interface ListCase {
  readonly own: number;
  readonly above: number;
  readonly is: number;
}

export const listCases = (sql: Sql): Promise<ListCase[]> =>
  sql.all(
    `SELECT DISTINCT a.own_access_id AS own, p.access_id AS above, a.access_id AS \`is\` FROM albums a JOIN albums p ON p.id = a.parent_id
      WHERE a.own_access_id IS NOT NULL AND a.path < '/${trashId}/'`,
  );

export const albumsOfCase = (sql: Sql, { own, above, is }: ListCase): Promise<{ readonly id: number }[]> =>
  sql.all(
    `SELECT a.id FROM albums a JOIN albums p ON p.id = a.parent_id WHERE a.own_access_id = ? AND p.access_id = ? AND a.access_id = ? AND a.path < '/${trashId}/'
        AND ${outside(sql)} ORDER BY LENGTH(a.path), a.id`,
    [own, above, is],
  );

/** True where one of the roots goes by another list than its own. */
export const wrongRoots = (sql: Sql): Promise<{ readonly id: number }[]> => sql.all('SELECT id FROM albums WHERE id IN (1, 2) AND access_id <> own_access_id');

export const mendRoot = (tx: Tx, id: number) => tx.run('UPDATE albums SET access_id = own_access_id WHERE id = ?', [id]);

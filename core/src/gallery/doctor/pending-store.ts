import type { Sql, Tx } from '#database';

/** Access changes that are not at their end, oldest first. */
export const openChanges = (sql: Sql): Promise<{ readonly id: number; readonly albumId: number }[]> =>
  sql.all('SELECT id, album_id AS albumId FROM access_changes ORDER BY id');

/** Images that are hidden for an access change that does not exist, or that do not exist. */
export const strayNarrowings = (sql: Sql): Promise<{ readonly id: number }[]> =>
  sql.all(
    `SELECT n.image_id AS id FROM narrowing n WHERE NOT EXISTS (SELECT 1 FROM access_changes c WHERE c.id = n.change_id)
        OR NOT EXISTS (SELECT 1 FROM images i WHERE i.id = n.image_id) ORDER BY n.image_id LIMIT 500`,
  );

export const deleteNarrowing = (tx: Tx, imageId: number) => tx.run('DELETE FROM narrowing WHERE image_id = ?', [imageId]);

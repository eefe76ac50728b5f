import type { Sql, Tx } from '#database';

/** In the order of ids, as every writer does. */
export async function addToVisibilities(tx: Tx, changes: ReadonlyMap<number, number>): Promise<void> {
  for (const [id, images] of [...changes].filter(([, count]) => count !== 0).sort(([a], [b]) => a - b)) {
    await tx.run('UPDATE visibilities SET images = images + ? WHERE id = ?', [images, id]);
  }
}

export const visibilityCounts = (sql: Sql): Promise<{ readonly id: number; readonly images: number }[]> =>
  sql.all('SELECT id, images FROM visibilities ORDER BY id');

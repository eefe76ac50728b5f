import type { Tx } from '#database';

/** In the order of ids, as every writer does. */
export async function addToVisibilities(tx: Tx, changes: ReadonlyMap<number, number>): Promise<void> {
  for (const [id, images] of [...changes].filter(([, count]) => count !== 0).sort(([a], [b]) => a - b)) {
    await tx.run('UPDATE visibilities SET images = images + ? WHERE id = ?', [images, id]);
  }
}

import { chunks, placeholders, type Tx } from '#database';

/** In the order of ids, as every writer does; many in one statement, since each travels to a database server. */
export async function addToVisibilities(tx: Tx, changes: ReadonlyMap<number, number>): Promise<void> {
  const counts = [...changes].filter(([, count]) => count !== 0).sort(([a], [b]) => a - b);
  for (const part of chunks(counts, 200)) {
    const ids = part.map(([id]) => id);
    await tx.run(
      `UPDATE visibilities SET images = images + CASE id ${part.map(() => 'WHEN ? THEN ?').join(' ')} END WHERE id IN (${placeholders(ids.length)})`,
      [...part.flat(), ...ids],
    );
  }
}

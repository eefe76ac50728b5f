import { chunks, literals, type Sql, type Tx } from '#database';

export interface PlaceRow {
  readonly id: number;
  readonly position: number;
}

/** Albums of an album in their order. */
export const placesIn = (sql: Sql, parentId: number): Promise<PlaceRow[]> =>
  sql.all('SELECT id, position FROM albums WHERE parent_id = ? ORDER BY position, id', [parentId]);

export async function setPositions(tx: Tx, places: readonly PlaceRow[]): Promise<void> {
  for (const part of chunks(places, 500)) {
    const cases = part.map(({ id, position }) => `WHEN ${literals([id])} THEN ${literals([position])}`).join(' ');
    await tx.run(`UPDATE albums SET position = CASE id ${cases} END WHERE id IN (${literals(part.map(({ id }) => id))})`);
  }
}

import type { Sql } from '#database';

/** An album that goes by another list than its parent. */
export interface Boundary {
  readonly id: number;
  readonly path: string;
  readonly accessId: number;
  /** List of the parent. */
  readonly aboveId: number;
}

export const boundaries = (sql: Sql): Promise<Boundary[]> =>
  sql.all(
    `SELECT a.id, a.path, a.access_id AS accessId, p.access_id AS aboveId FROM albums a JOIN albums p ON p.id = a.parent_id
      WHERE a.access_id <> p.access_id ORDER BY a.id`,
  );

import type { Sql } from '#database';
import type { OriginalsKind } from './originals-taken.ts';

export const highestImageId = async (sql: Sql): Promise<number> => (await sql.get<{ id: number | null }>('SELECT MAX(id) AS id FROM images'))?.id ?? 0;

interface Sums {
  readonly kind: OriginalsKind;
  readonly bytes: number | string;
  readonly files: number | string;
}

/** Of images whose ids are above `after` and not above `last`. */
export const originalBytes = (sql: Sql, after: number, last: number): Promise<Sums[]> =>
  sql.all<Sums>(
    `SELECT CASE WHEN root_id IS NOT NULL THEN 'inPlace' WHEN state = 'trashed' THEN 'trashed' ELSE 'living' END AS kind, SUM(bytes) AS bytes, COUNT(*) AS files
      FROM images WHERE id > ? AND id <= ? GROUP BY kind`,
    [after, last],
  );

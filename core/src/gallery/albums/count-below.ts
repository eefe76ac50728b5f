import type { Sql } from '#database';
import { statsOf } from '../stats/album-stats-store.ts';

/** Placements in an album and below it, whoever may see them. */
export const countBelowAlbum = async (sql: Sql, albumId: number): Promise<number> =>
  (await statsOf(sql, [albumId])).reduce((sum, row) => sum + row.subtreeImages, 0);

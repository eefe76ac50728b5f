import type { Sql } from '#database';
import { rootId, subtreeRange } from '../albums/album-path.ts';

/** How much a gallery holds, whoever may see it. */
export interface Figures {
  /** Without those in the trash. */
  readonly albums: number;
  /** Also those that are hidden, in the trash or missing. */
  readonly images: number;
  readonly users: number;
}

/** Images are added up from their visibilities: counting a million rows would take a second. */
export async function readFigures(sql: Sql): Promise<Figures> {
  const row = await sql.get<{ [Name in keyof Figures]: number | string | null }>(
    `SELECT (SELECT COUNT(*) FROM albums WHERE path >= ? AND path < ? AND id <> ?) AS albums,
      (SELECT SUM(images) FROM visibilities) AS images, (SELECT COUNT(*) FROM users) AS users`,
    [...subtreeRange(`/${rootId}/`), rootId],
  );
  return { albums: Number(row?.albums ?? 0), images: Number(row?.images ?? 0), users: Number(row?.users ?? 0) };
}

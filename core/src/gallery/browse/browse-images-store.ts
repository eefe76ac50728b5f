import { indexed, literals, type Sql } from '#database';
import type { ImageRow } from '../images/image.ts';
import { imageFacts, imageTexts } from '../images/image-row.ts';
import type { Condition, Driver } from './image-filter-store.ts';

/** Part of what a driver gives: ids beyond `from`, so many of them. */
export interface Window {
  readonly from: number;
  /** Towards greater ids. */
  readonly up: boolean;
  readonly size: number;
}

const candidates = ({ from, id, text }: Driver, { up, size }: Window, rest = ''): string =>
  `SELECT ${id} AS id FROM ${from} WHERE ${text} AND ${id} ${up ? '>' : '<'} ? ORDER BY ${id} ${up ? 'ASC' : 'DESC'} LIMIT ${size}${rest}`;

const joined = ({ dialect }: Sql, driver: Driver, window: Window, conditions: readonly Condition[]) => ({
  text: `FROM (${candidates(driver, window)}) c ${dialect === 'sqlite' ? 'CROSS JOIN' : 'STRAIGHT_JOIN'} images i ON i.id = c.id
    WHERE ${conditions.map(({ text }) => text).join(' AND ')}`,
  params: [...driver.params, window.from, ...conditions.flatMap(({ params }) => params)],
});

/** Those of a window that meet all conditions, in its order. */
export async function idsInWindow(
  sql: Sql,
  {
    driver,
    window,
    conditions,
    limit,
  }: { readonly driver: Driver; readonly window: Window; readonly conditions: readonly Condition[]; readonly limit: number },
): Promise<number[]> {
  const { text, params } = joined(sql, driver, window, conditions);
  const rows = await sql.all<{ id: number }>(`SELECT c.id ${text} ORDER BY c.id ${window.up ? 'ASC' : 'DESC'} LIMIT ${limit}`, params);
  return rows.map(({ id }) => id);
}

export const countInWindow = async (sql: Sql, driver: Driver, window: Window, conditions: readonly Condition[]): Promise<number> => {
  const { text, params } = joined(sql, driver, window, conditions);
  return (await sql.get<{ images: number }>(`SELECT COUNT(*) AS images ${text}`, params))?.images ?? 0;
};

/** The last id of a window; null where it is the last window, because fewer are left. */
export const endOfWindow = async (sql: Sql, driver: Driver, window: Window): Promise<number | null> =>
  (await sql.get<{ id: number }>(candidates(driver, { ...window, size: 1 }, ` OFFSET ${window.size - 1}`), [...driver.params, window.from]))?.id ?? null;

/** An image in the grid of the administration, without regard to who looks. */
export type BrowsedImage = ImageRow & {
  readonly albumTitle: string | null;
  readonly uploader: string | null;
  /** How many albums it is placed in. */
  readonly placements: number;
  readonly ownAccess: boolean;
  /** Why its original cannot be decoded; null where nothing speaks against it. */
  readonly fault: string | null;
};

export const browsedImages = (sql: Sql, ids: readonly number[]): Promise<(Omit<BrowsedImage, 'ownAccess'> & { readonly ownAccess: number })[]> =>
  sql.all(
    `SELECT ${imageFacts}, ${imageTexts}, a.title AS albumTitle, u.name AS uploader, f.message AS fault, i.own_access_id IS NOT NULL AS ownAccess,
            (SELECT COUNT(*) FROM album_images p WHERE p.image_id = i.id) AS placements
       FROM images i LEFT JOIN albums a ON a.id = i.main_album_id LEFT JOIN users u ON u.id = i.uploader_id
       LEFT JOIN media_faults f ON f.image_id = i.id AND f.version = i.version
      WHERE i.id IN (${literals(ids)})`,
  );

/** How many are counted one by one, of those that no list of the gallery counts. */
const mostUncounted = 20_000;

/** Images outside the trash, as far as that is known at a glance: those in no list of the gallery and those in the trash are counted up to a bound. */
export async function countLiving(sql: Sql): Promise<{ readonly images: number; readonly isAll: boolean }> {
  const few = (index: string, where: string) =>
    `(SELECT COUNT(*) FROM (SELECT 1 AS one FROM images ${indexed(sql.dialect, index)} WHERE ${where} LIMIT ${mostUncounted + 1}) few)`;
  const row = await sql.get<{ listed: number | string | null; others: number; trashed: number }>(
    `SELECT (SELECT SUM(images) FROM visibilities) AS listed, ${few('images_visibility', 'visibility_id IS NULL')} AS others,
      ${few('images_state', "state = 'trashed'")} AS trashed`,
  );
  const { listed = 0, others = 0, trashed = 0 } = row ?? {};
  return { images: Math.max(0, Number(listed ?? 0) + others - trashed), isAll: others <= mostUncounted && trashed <= mostUncounted };
}

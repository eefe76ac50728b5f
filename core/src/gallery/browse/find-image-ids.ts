import type { Sql } from '#database';
import { countInWindow, endOfWindow, idsInWindow } from './browse-images-store.ts';
import type { ImageFilter } from './image-filter.ts';
import { conditionsOf, driverOf } from './image-filter-store.ts';

/** How many ids are looked through at once: few first, since most filters find enough among them. */
const windows = [300, 2_000, 4_000] as const;
const windowAt = (round: number): number => windows[Math.min(round, windows.length - 1)] as number;

export interface Looking {
  /** Ids beyond this one; null: from the end. */
  readonly from: number | null;
  /** Towards greater ids; default down, the latest first. */
  readonly up?: boolean;
  readonly limit: number;
  /** Stops looking after this long, with what was found until then. */
  readonly withinMs: number;
}

export interface FoundIds {
  readonly ids: readonly number[];
  /** From where to look on; null where there is nothing more. */
  readonly next: number | null;
}

/**
 * The ids of images that fit, in their order. However rare they are, a look costs what it may cost: it ends where its time
 * is over, and the next one goes on from there.
 */
export async function findImageIds(sql: Sql, filter: ImageFilter, { from, up = false, limit, withinMs }: Looking): Promise<FoundIds> {
  const until = performance.now() + withinMs;
  const driver = await driverOf(sql, filter);
  const conditions = conditionsOf(filter);
  const ids: number[] = [];
  let at = from ?? (up ? 0 : Number.MAX_SAFE_INTEGER);
  for (let round = 0; ; round += 1) {
    const window = { from: at, up, size: windowAt(round) };
    ids.push(...(await idsInWindow(sql, { driver, window, conditions, limit: limit + 1 - ids.length })));
    if (ids.length > limit) return { ids: ids.slice(0, limit), next: ids[limit - 1] ?? null };
    const end = await endOfWindow(sql, driver, window);
    if (end === null) return { ids, next: null };
    if (performance.now() > until) return { ids, next: end };
    at = end;
  }
}

export interface Counted {
  readonly images: number;
  /** False where there are more than were counted. */
  readonly isAll: boolean;
}

/** How many images fit, as far as that is found out in time. */
export async function countImagesFitting(sql: Sql, filter: ImageFilter, withinMs: number): Promise<Counted> {
  const until = performance.now() + withinMs;
  const driver = await driverOf(sql, filter);
  const conditions = conditionsOf(filter);
  let images = 0;
  let at = Number.MAX_SAFE_INTEGER;
  for (let round = 0; ; round += 1) {
    const window = { from: at, up: false, size: windowAt(round) };
    images += await countInWindow(sql, driver, window, conditions);
    const end = await endOfWindow(sql, driver, window);
    if (end === null) return { images, isAll: true };
    if (performance.now() > until) return { images, isAll: false };
    at = end;
  }
}

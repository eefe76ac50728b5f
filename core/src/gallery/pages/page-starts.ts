import type { View } from '../access/access.ts';
import type { Gallery } from '../gallery.ts';
import type { ImagePartRow } from './images-part-store.ts';

/** Nearer to where counting begins, it costs nothing that could be measured. */
export const nearEnough = 1_000;
const keptMs = 10_000;
const mostLists = 200;
const mostStarts = 50;

/** A row from which to count on: its key in the order of the album, in hexadecimal digits, and its image. */
export interface PageStart {
  readonly key: string;
  readonly id: number;
}

interface Kept extends PageStart {
  /** Rows before it, in the direction of reading. */
  readonly offset: number;
  readonly at: number;
}

/** Which list of images a start belongs to: with another number of images it is another list. */
export interface StartedList {
  readonly albumId: number;
  readonly total: number;
  readonly fromEnd: boolean;
}

/**
 * Where pages far into an album began, for some seconds: 25,000 rows are counted by the first who asks for the middle of
 * 50,000, and not again by the next, nor for the pages around it. Images that change places meanwhile may come twice on
 * two pages, as they may where they change places between two requests; who may see what is decided by the rows themselves.
 */
export interface PageStarts {
  /** The nearest before this offset, and how many rows are left to count from there. */
  near(view: View, list: StartedList, offset: number): { readonly from: PageStart | null; readonly offset: number };
  /** Where a page began, as its rows were read. */
  keep(view: View, list: StartedList, started: { readonly offset: number; readonly row: Pick<ImagePartRow, 'id' | 'place'> | undefined }): void;
}

export function createPageStarts({ clock }: Pick<Gallery, 'clock'>): PageStarts {
  // By what the viewer sees inside albums, which stays the same object while nothing is added to it.
  const views = new WeakMap<View['narrows'], Map<string, Kept[]>>();
  const keyOf = ({ albumId, total, fromEnd }: StartedList) => `${albumId}:${total}:${fromEnd}`;
  const isFresh = ({ at }: Kept) => Math.abs(clock() - at) < keptMs;

  return {
    near({ narrows }, list, offset) {
      if (offset < nearEnough) return { from: null, offset };
      const starts = (views.get(narrows)?.get(keyOf(list)) ?? []).filter((one) => one.offset <= offset && isFresh(one));
      const nearest = starts.reduce<Kept | null>((best, one) => (best && best.offset >= one.offset ? best : one), null);
      return nearest === null ? { from: null, offset } : { from: nearest, offset: offset - nearest.offset };
    },
    keep({ narrows }, list, { offset, row }) {
      if (offset < nearEnough || typeof row?.place !== 'string') return;
      const lists = views.get(narrows) ?? new Map<string, Kept[]>();
      views.set(narrows, lists);
      const key = keyOf(list);
      const others = (lists.get(key) ?? []).filter((one) => one.offset !== offset && isFresh(one));
      lists.delete(key);
      lists.set(key, [...others.slice(1 - mostStarts), { offset, key: row.place, id: row.id, at: clock() }]);
      if (lists.size > mostLists) lists.delete(lists.keys().next().value as string);
    },
  };
}

import { listedImage } from '../images/image-row.ts';
import type { ImagePartRow } from './images-part-store.ts';

/** Rows of one statement taken apart: the page in the order it is read, as rows and as images, and covers by id. */
export function imagesAndCovers(rows: readonly ImagePartRow[], order: (a: ImagePartRow, b: ImagePartRow) => number) {
  const page = rows.filter((row) => row.place !== null).sort(order);
  const covers = new Map(rows.filter((row) => row.place === null).map((row) => [row.id, listedImage(row)]));
  return { page, images: page.map(listedImage), covers };
}

/** As the index of an album has them. */
export function bySortKey(a: ImagePartRow, b: ImagePartRow): number {
  if (a.place === b.place) return a.id - b.id;
  return (a.place as string) < (b.place as string) ? -1 : 1;
}

export const newestFirst = (a: ImagePartRow, b: ImagePartRow): number => (b.place as number) - (a.place as number) || b.id - a.id;

export interface PageCut {
  readonly page: number;
  readonly pages: number;
  readonly limit: number;
  readonly offset: number;
  readonly fromEnd: boolean;
}

/** Which rows make a page; of a later page than there are, the last one. */
export function cutPage(total: number, wanted: number, perPage: number): PageCut {
  const pages = Math.ceil(total / perPage);
  const page = Math.max(1, Math.min(wanted, pages));
  const start = (page - 1) * perPage;
  const limit = Math.max(0, Math.min(perPage, total - start));
  const fromEnd = start > total / 2;
  return { page, pages, limit, offset: fromEnd ? total - start - limit : start, fromEnd };
}

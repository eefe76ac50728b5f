import type { Pager } from '@picturerail/sdk';
import { withQuery } from './addresses.ts';

const near = 2;

interface Paged {
  readonly page: number;
  readonly pages: number;
}

/** Links between the pages of a list; null where there is one page only. `name` is the parameter of the address. */
export function pagerOf({ page, pages }: Paged, address: { readonly path: string; readonly query: URLSearchParams; readonly name: string }): Pager | null {
  if (pages <= 1) return null;
  const url = (number: number) => withQuery(address.path, address.query, { [address.name]: number === 1 ? null : String(number) });
  return {
    page,
    pages,
    previous: page > 1 ? url(page - 1) : null,
    next: page < pages ? url(page + 1) : null,
    links: numbersNear({ page, pages }).map((number) => (number === null ? null : { page: number, url: url(number), current: number === page })),
  };
}

/** The first, the last and those around the current one; null for a gap, but never for a single page. */
function numbersNear({ page, pages }: Paged): (number | null)[] {
  const last = Math.min(page + near, pages);
  const from = Math.max(page - near, 1);
  const around = Array.from({ length: last - from + 1 }, (_, index) => from + index);
  const shown = [...(from > 1 ? [1] : []), ...around, ...(last < pages ? [pages] : [])];
  return shown.flatMap((number, index) => {
    const before = shown[index - 1] ?? number - 1;
    if (number - before === 1) return [number];
    return number - before === 2 ? [number - 1, number] : [null, number];
  });
}

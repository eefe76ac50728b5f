import { pageIn } from '../addresses.ts';
import { pageNotFound } from '../errors.ts';
import type { Exchange } from '../exchange.ts';

/** The page of a list that is asked for; what is no number leads nowhere. */
export function pageNumber(ctx: Exchange, name: 'page' | 'albums'): number {
  const page = pageIn(ctx.URL.searchParams.get(name));
  if (page === null) throw pageNotFound();
  return page;
}

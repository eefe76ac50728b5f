import { pageIn } from '../addresses.ts';
import { pageNotFound } from '../errors.ts';
import { type Exchange, queryOf } from '../exchange.ts';

/** The page of a list that is asked for; what is no number leads nowhere. */
export function pageNumber(ctx: Exchange, name: 'page' | 'albums'): number {
  const page = pageIn(queryOf(ctx).get(name));
  if (page === null) throw pageNotFound();
  return page;
}

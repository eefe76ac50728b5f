import type { Pager } from '@picturerail/sdk';
import { type BrowsedAlbums, browseAlbums, type Gallery, searchAlbums } from '#gallery';
import { pageIn } from '../../addresses.ts';
import { pageNotFound } from '../../errors.ts';
import { type Exchange, queryOf, whoOf } from '../../exchange.ts';
import { pagerOf } from '../../pager.ts';

const perPage = 100;

export interface AlbumLines {
  readonly albums: BrowsedAlbums['albums'];
  readonly total: number;
  /** Words that were looked for; empty where nothing was. */
  readonly words: string;
  readonly pager: Pager | null;
}

/** A page of albums: those in an album (null: at the top), or wherever they lie those that the query asks for. */
export async function albumLines(gallery: Gallery, ctx: Exchange, inside: number | null): Promise<AlbumLines> {
  const words = (queryOf(ctx).get('q') ?? '').trim().slice(0, 100);
  const { viewer } = whoOf(ctx);
  return paged(ctx, words, (page) => (words === '' ? browseAlbums(gallery, viewer, inside, page) : searchAlbums(gallery, viewer, words, page)));
}

export async function paged(
  ctx: Exchange,
  words: string,
  read: (page: { readonly offset: number; readonly limit: number }) => Promise<BrowsedAlbums>,
): Promise<AlbumLines> {
  const query = queryOf(ctx);
  const page = pageIn(query.get('page'));
  if (page === null) throw pageNotFound();
  const { albums, total } = await read({ offset: (page - 1) * perPage, limit: perPage });
  const pages = Math.max(1, Math.ceil(total / perPage));
  if (page > pages) throw pageNotFound();
  // What an address says was done is not said again on the next page.
  const kept = new URLSearchParams([...query].filter(([name]) => name === 'q' || name === 'page' || name === 'in'));
  return { albums, total, words, pager: pagerOf({ page, pages }, { path: ctx.path, query: kept, name: 'page' }) };
}

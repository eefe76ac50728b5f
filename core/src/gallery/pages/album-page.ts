import type { Viewer } from '@picturerail/sdk';
import type { View } from '../access/access.ts';
import { allRights, grantedInChain } from '../access/album-rights.ts';
import { isRoot } from '../albums/album-path.ts';
import type { Gallery } from '../gallery.ts';
import { administers } from '../people/may-change-users.ts';
import { albumsPartOf, countedAlbums, summaryOf } from './albums-part.ts';
import { type ChainRow, chainOfAlbum } from './chain-store.ts';
import { bySortKey, cutPage, imagesAndCovers } from './images-part.ts';
import { imagesOfAlbum } from './images-part-store.ts';
import type { AlbumPage, AlbumPageOptions, AlbumRef } from './page.ts';
import { pageNumber, perPageOf } from './page-number.ts';

/** Null where there is no such album or this viewer may not see it. Three statements. */
export async function albumPage(g: Gallery, viewer: Viewer, albumId: number, options: AlbumPageOptions = {}): Promise<AlbumPage | null> {
  if (isRoot(albumId)) return null;
  const { read } = g.database;
  const { language } = viewer;
  const view = await g.access.view(viewer.principals);
  const chain = await chainOfAlbum(read, albumId, language);
  const rights = await rightsHere(g, viewer, chain);
  if (!rights.has('view')) return null;
  const wide = seeing(view, chain.at(-1) as ChainRow);
  const counted = await countedAlbums(read, wide, {
    parentId: albumId,
    language,
    page: pageNumber(options.albumsPage),
    perPage: perPageOf(options.albumsPerPage),
  });
  if (!counted) return null;
  const total = counted.parent.here ?? 0;
  const { page, pages, ...cut } = cutPage(total, pageNumber(options.page), perPageOf(options.perPage));
  const list = { albumId, total, fromEnd: cut.fromEnd };
  const near = g.pageStarts.near(wide, list, cut.offset);
  const rows = await imagesOfAlbum(read, wide, { albumId, language, ...cut, ...near, ...counted.covers });
  const { page: shown, images, covers } = imagesAndCovers(rows, bySortKey);
  g.pageStarts.keep(wide, list, { offset: cut.offset, row: cut.fromEnd ? shown.at(-1) : shown[0] });
  return {
    album: summaryOf(counted.parent, covers),
    crumbs: crumbsOf(chain, view),
    ...albumsPartOf(counted, covers),
    images,
    total,
    page,
    pages,
    rights: administers(viewer) ? allRights : rights,
  };
}

async function rightsHere(g: Gallery, viewer: Viewer, chain: readonly ChainRow[]) {
  const { lists } = await g.access.registry();
  return grantedInChain(chain, viewer, (accessId) => lists.get(accessId)?.grants ?? new Map());
}

/** Albums above that this viewer sees. */
export const crumbsOf = (chain: readonly ChainRow[], { lists }: View): AlbumRef[] =>
  chain
    .slice(1, -1)
    .filter((album) => lists.has(album.accessId))
    .map(({ id, title }) => ({ id, title }));

/** Whoever manages an album as the creator of one above sees what is in it, whatever its list says. */
const seeing = (view: View, { accessId }: ChainRow): View =>
  view.lists.has(accessId) ? view : { ...view, setId: null, lists: new Set([...view.lists, accessId]) };

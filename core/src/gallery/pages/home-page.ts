import type { Viewer } from '@picturerail/sdk';
import { rootId } from '../albums/album-path.ts';
import type { Gallery } from '../gallery.ts';
import { albumsPartOf, countedAlbums } from './albums-part.ts';
import { imagesAndCovers, newestFirst } from './images-part.ts';
import { newestImages, newestIndex } from './images-part-store.ts';
import type { HomePage, HomePageOptions } from './page.ts';
import { pageNumber, perPageOf } from './page-number.ts';
import { totals } from './totals.ts';

const noAlbums = { albums: [], albumsPage: 1, albumsTotal: 0, albumsPages: 0 };

/** Top albums, the newest images, and how many there are. Three statements. */
export async function homePage(g: Gallery, viewer: Viewer, options: HomePageOptions = {}): Promise<HomePage> {
  const { read } = g.database;
  const { language } = viewer;
  const view = await g.access.view(viewer.principals);
  const counted = await countedAlbums(read, view, {
    parentId: rootId,
    language,
    page: pageNumber(options.albumsPage),
    perPage: perPageOf(options.albumsPerPage),
  });
  const all = await totals(g, view);
  const covers = counted?.covers ?? { chosen: [], newest: [] };
  const rows = await newestImages(read, view, { language, limit: perPageOf(options.newest), offset: 0, index: newestIndex(all), ...covers });
  const parts = imagesAndCovers(rows, newestFirst);
  return {
    ...(counted ? albumsPartOf(counted, parts.covers) : noAlbums),
    newest: parts.images,
    imageCount: view.narrowing ? null : all.visible,
  };
}

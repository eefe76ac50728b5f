import type { Viewer } from '@picturerail/sdk';
import type { View } from '../access/access.ts';
import { keptASecond } from '../access/kept-a-second.ts';
import { rootId } from '../albums/album-path.ts';
import type { Gallery } from '../gallery.ts';
import { albumsPartOf, countedAlbums } from './albums-part.ts';
import { type AlbumCounts, countsOf } from './albums-part-store.ts';
import { imagesAndCovers, newestFirst } from './images-part.ts';
import { newestImages, newestIndex } from './images-part-store.ts';
import type { HomePage, HomePageOptions } from './page.ts';
import { pageNumber, perPageOf } from './page-number.ts';
import { totals } from './totals.ts';

const noAlbums = { albums: [], albumsPage: 1, albumsTotal: 0, albumsPages: 0 };

const kept = keptASecond<ReadonlyMap<number, AlbumCounts>>();

/**
 * Top albums have a row for each list below them: whoever sees hundreds of lists has them added up once a second, as
 * 10,000 rows take longer than the rest of the page (measured with a million images and a user in 150 groups).
 */
function countsFor(g: Gallery, view: View) {
  if (view.setId === null) return {};
  const read = async (ids: readonly number[]) => new Map((await countsOf(g.database.read, view, ids)).map((row) => [row.id, row]));
  return { countsFrom: (ids: readonly number[]) => kept(g, view, ids.join(), () => read(ids)) };
}

/** Top albums, the newest images, and how many there are. Three statements, and one more each second for a viewer of hundreds of lists. */
export async function homePage(g: Gallery, viewer: Viewer, options: HomePageOptions = {}): Promise<HomePage> {
  const { read } = g.database;
  const { language } = viewer;
  const view = await g.access.view(viewer.principals);
  const counted = await countedAlbums(read, view, {
    parentId: rootId,
    language,
    page: pageNumber(options.albumsPage),
    perPage: perPageOf(options.albumsPerPage),
    ...countsFor(g, view),
  });
  const all = await totals(g, view);
  const covers = counted?.covers ?? { chosen: [], newest: [], recent: [] };
  const rows = await newestImages(read, view, { language, limit: perPageOf(options.newest), offset: 0, index: newestIndex(all), ...covers });
  const parts = imagesAndCovers(rows, newestFirst);
  return {
    ...(counted ? albumsPartOf(counted, parts.covers) : noAlbums),
    newest: parts.images,
    imageCount: view.narrowing ? null : all.visible,
  };
}

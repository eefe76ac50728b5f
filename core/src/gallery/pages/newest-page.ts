import type { Viewer } from '@picturerail/sdk';
import type { Gallery } from '../gallery.ts';
import { imagesAndCovers, newestFirst } from './images-part.ts';
import { newestImages, newestIndex } from './images-part-store.ts';
import type { ImagesOptions, NewestPage } from './page.ts';
import { pageNumber, perPageOf } from './page-number.ts';
import { totals } from './totals.ts';

/** Further back nobody pages by hand, and counting that far would cost more the larger the gallery is. */
const mostPages = 500;

/** All images this viewer finds in lists, newest first, as far as 500 pages. Two statements. */
export async function newestPage(g: Gallery, viewer: Viewer, options: ImagesOptions = {}): Promise<NewestPage> {
  const { read } = g.database;
  const view = await g.access.view(viewer.principals);
  const all = await totals(g, view);
  const perPage = perPageOf(options.perPage);
  const pages = Math.min(mostPages, Math.ceil(all.visible / perPage));
  const page = Math.max(1, Math.min(pages, pageNumber(options.page)));
  const wanted = { language: viewer.language, limit: perPage, offset: (page - 1) * perPage, index: newestIndex(all), chosen: [], newest: [] };
  const { images } = imagesAndCovers(await newestImages(read, view, wanted), newestFirst);
  return { images, page, pages, total: view.narrowing ? null : all.visible };
}

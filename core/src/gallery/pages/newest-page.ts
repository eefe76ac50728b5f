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
  const view = await g.access.view(viewer.principals);
  const all = await totals(g, view);
  const perPage = perPageOf(options.perPage);
  const pages = Math.min(mostPages, Math.ceil(all.visible / perPage));
  const page = Math.max(1, Math.min(pages, pageNumber(options.page)));
  const imagesFrom = async (number: number, limit: number) => {
    const wanted = { language: viewer.language, limit, offset: (number - 1) * perPage, index: newestIndex(all), chosen: [], newest: [], recent: [] };
    return imagesAndCovers(await newestImages(g.database.read, view, wanted), newestFirst).images;
  };
  if (!view.narrowing) return { images: await imagesFrom(page, perPage), page, pages, total: all.visible };

  // The sum holds what a change is about to hide: it would tell by the number of pages how much that is.
  const found = await imagesFrom(page, perPage + 1);
  const here = found.length > 0 ? page : 1;
  const images = here === page ? found : await imagesFrom(here, perPage + 1);
  return { images: images.slice(0, perPage), page: here, pages: Math.min(mostPages, images.length > perPage ? here + 1 : here), total: null };
}

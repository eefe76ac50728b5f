import { wideAlbums } from '../fill/plan-gallery.ts';
import { startLoader } from '../load.ts';
import type { Measure } from '../measure.ts';
import { withBufferPool } from '../with-buffer-pool.ts';
import { growthPicture } from './pages/growth.ts';
import { measureSize, type PagePart, type SizeMeasured } from './pages/measure-size.ts';
import { pageCases, wideCase } from './pages/page-cases.ts';
import { pagesAims } from './pages/pages-aims.ts';
import { pagesText } from './pages/pages-text.ts';

/** Requests per second of pages against a control that does the same statements and renders the same template, and nothing else. */
export const pages: Measure = {
  name: 'pages',
  title: 'Pages',
  measure: async (bench) => {
    const loader = startLoader();
    const parts: PagePart[] = [
      { albumsPerPage: 60, cases: (base, place) => pageCases(base, place, bench.full) },
      { albumsPerPage: wideAlbums, cases: async (_, place) => [wideCase(place)] },
    ];
    const measured: SizeMeasured[] = [];
    try {
      for (const engine of bench.engines) {
        await withBufferPool(bench, engine, async () => {
          for (const images of bench.sizes) measured.push(await measureSize(bench, loader, { engine, images, set: 'usual' }, parts));
        });
      }
    } finally {
      loader.end();
    }
    const rows = measured.flatMap((one) => one.rows);
    return { text: pagesText(measured, bench), aims: pagesAims(rows), pictures: { 'growth.svg': growthPicture(rows) } };
  },
};

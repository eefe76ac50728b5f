import { startLoader } from '../load.ts';
import type { Measure } from '../measure.ts';
import { withBufferPool } from '../with-buffer-pool.ts';
import { measureSize, type SizeMeasured } from './pages/measure-size.ts';
import { clientCases } from './pages/page-cases.ts';
import { pagesAims } from './pages/pages-aims.ts';
import { pagesTable } from './pages/pages-table.ts';

/** Long lists: a gallery in which the staff may view an album of every client, each of which nobody else but that client may view. */
export const clients: Measure = {
  name: 'clients',
  title: 'Albums for clients',
  measure: async (bench) => {
    const loader = startLoader();
    const images = Math.max(...bench.sizes);
    const measured: SizeMeasured[] = [];
    try {
      for (const engine of bench.engines) {
        await withBufferPool(bench, engine, async () => {
          measured.push(await measureSize(bench, loader, { engine, images, set: 'clients' }, [{ albumsPerPage: 60, cases: clientCases }]));
        });
      }
    } finally {
      loader.end();
    }
    const rows = measured.flatMap((one) => one.rows);
    const text = `The same as above in a gallery with ${Math.min(5_000, Math.ceil(images / 200)).toLocaleString('en')} albums more, each open to the staff and to one client. The staff sees all of them.`;
    return { text: [text, ...bench.engines.map((engine) => pagesTable(rows, engine))].join('\n\n'), aims: pagesAims(rows) };
  },
};

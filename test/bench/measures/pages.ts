import type { Bench } from '../bench.ts';
import { interleave } from '../interleave.ts';
import { type Loader, startLoader } from '../load.ts';
import { markdownTable } from '../markdown-table.ts';
import type { Aim, Measure } from '../measure.ts';
import { type Engine, engineNames } from '../options.ts';
import { startControl, startGallery } from '../servers.ts';

const connections = 8;

/** Requests per second of pages against a control that does the same statements and renders the same template, and nothing else. */
export const pages: Measure = {
  name: 'pages',
  title: 'Pages',
  measure: async (bench) => {
    const loader = startLoader();
    try {
      const rows: string[][] = [];
      const aims: Aim[] = [];
      for (const engine of bench.engines) {
        for (const images of bench.sizes) {
          const { row, aim } = await measureAlbumPage(bench, loader, { engine, images });
          rows.push(row);
          aims.push(aim);
        }
      }
      return {
        text: markdownTable(['database', 'images', 'page', 'requests/s', 'p50 ms', 'p99 ms', 'control', 'ratio', 'CPU ms', 'MiB'], rows, { left: 3 }),
        aims,
      };
    } finally {
      loader.end();
    }
  },
};

async function measureAlbumPage(bench: Bench, loader: Loader, { engine, images }: { readonly engine: Engine; readonly images: number }) {
  const { environment, filled, remove } = await bench.filled(engine, images);
  try {
    const gallery = await startGallery(environment);
    const path = `/albums/${filled.ids.album}/the-measured-album`;
    const control = await startControl(environment, path);
    const rivals = [
      { name: 'gallery', load: { url: gallery.url + path, connections }, cpu: gallery.cpu },
      { name: 'control', load: { url: control.url, connections } },
    ];
    const stop = () => Promise.all([gallery.stop(), control.stop()]);
    const measured = await interleave(loader, rivals, bench)
      .then(async (found) => ({ found, held: await gallery.held() }))
      .finally(stop);
    const [ours, theirs] = [measured.found.get('gallery'), measured.found.get('control')];
    if (!ours || !theirs) throw new Error('A rival was not measured.');
    const ratio = ours.perSecond / theirs.perSecond;
    const what = `${engineNames[engine]}, ${images.toLocaleString('en')}, album`;
    const row = [engineNames[engine], images.toLocaleString('en'), 'album', ours.perSecond.toFixed(0), ours.p50.toFixed(1), ours.p99.toFixed(1)];
    return {
      row: [...row, theirs.perSecond.toFixed(0), ratio.toFixed(2), ours.cpu?.toFixed(2) ?? '', (measured.held / 2 ** 20).toFixed(0)],
      aim: { what, aim: 'at least 0.65 of the control', found: ratio.toFixed(2), holds: ratio >= 0.65 },
    };
  } finally {
    await remove();
  }
}

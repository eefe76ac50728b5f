import type { Bench } from '../../bench.ts';
import { markdownTable } from '../../markdown-table.ts';
import { engineNames } from '../../options.ts';
import { largeGallery, poolBytes } from '../../with-buffer-pool.ts';
import type { SizeMeasured } from './measure-size.ts';
import { pagesTable } from './pages-table.ts';
import { piwigo } from './piwigo.ts';

const count = (value: number): string => value.toLocaleString('en');

export function pagesText(measured: readonly SizeMeasured[], bench: Bench): string {
  const rows = measured.flatMap((one) => one.rows);
  const tables = bench.engines.map((engine) => pagesTable(rows, engine));
  return [introduction(bench), '![Growth of the album page](growth.svg)', ...tables, memoryTable(measured), beside()].join('\n\n');
}

function introduction({ runs, seconds, engines, sizes }: Bench): string {
  const pool = engines.includes('mysql') && sizes.some((images) => images >= largeGallery);
  return `Eight connections, one web process, medians of ${runs} interleaved runs of ${seconds} s: of requests/s, and of each run's p99. The control is koa
with the gallery's own statements by the plain driver and the same compiled template, rendered with the data the gallery made: no
sessions, hooks or menus, nothing made of the rows it reads, no addresses of pictures. The ratio is the gallery's requests/s by the control's; CPU is what the
process that answers took for a request, without MariaDB's part.

Galleries are rows, not files: images/50 albums up to six deep (and 500 in the wide one), a third of the images in two albums, a tenth of the
albums open to one of 200 groups (a fifth of these with the staff), a twentieth to whoever is signed in, 2 % of images with a list of their own. The large
album holds a twentieth of all images, 50,000 of a million. A user of 150 groups and the staff see what visitors see, and more.${
    pool ? ` MariaDB had a buffer pool of ${poolBytes / 2 ** 30} GiB for the run; it has 128 MiB where nobody says otherwise.` : ''
  }`;
}

function memoryTable(measured: readonly SizeMeasured[]): string {
  const rows = measured.flatMap(({ rows: [first], held }) => (first ? [[engineNames[first.engine], count(first.images), (held / 2 ** 20).toFixed(0)]] : []));
  return `The most the web process held while it was asked for these pages (PSS).\n\n${markdownTable(['database', 'images', 'MiB'], rows, { left: 1 })}`;
}

function beside(): string {
  const figures = piwigo.map(({ images, perSecond }) => `${perSecond} requests/s with ${count(images)}`).join(', ');
  return `Beside it Piwigo's album page as a visitor, a tenth of the albums private, measured on a machine of this size: ${figures} images.`;
}

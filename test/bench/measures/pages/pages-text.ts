import type { Bench } from '../../bench.ts';
import { groupBy } from '../../group-by.ts';
import { markdownTable } from '../../markdown-table.ts';
import { type Engine, engineNames } from '../../options.ts';
import { largeGallery, poolBytes } from '../../with-buffer-pool.ts';
import type { PageRow, SizeMeasured } from './measure-size.ts';
import { pageNames, viewerNames } from './page-cases.ts';
import { piwigo } from './piwigo.ts';

const count = (value: number): string => value.toLocaleString('en');

export function pagesText(measured: readonly SizeMeasured[], bench: Bench): string {
  const rows = measured.flatMap((one) => one.rows);
  const tables = bench.engines.map((engine) =>
    engineTables(
      rows.filter((row) => row.engine === engine),
      engine,
    ),
  );
  return [introduction(bench), '![Growth of the album page](growth.svg)', ...tables, memoryTable(measured), beside()].join('\n\n');
}

function introduction({ runs, seconds, engines, sizes }: Bench): string {
  const pool = engines.includes('mysql') && sizes.some((images) => images >= largeGallery);
  return `Eight connections, one web process, medians of ${runs} interleaved runs of ${seconds} s for requests/s, p99 of all answers of these runs. The control is koa
with the gallery's own statements by the plain driver and the same compiled template, rendered with the data the gallery made: no
sessions, hooks or menus, nothing made of the rows it reads, no addresses of pictures. The ratio is the gallery's requests/s by the control's; CPU is what the
process that answers took for a request, without MariaDB's part.

Galleries are rows, not files: images/50 albums up to six deep (and 500 in the wide one), a third of the images in two albums, a tenth of the
albums open to one of 200 groups (a fifth of these with the staff), a twentieth to whoever is signed in, 2 % of images with a list of their own. The large
album holds a twentieth of all images, 50,000 of a million. A user of 150 groups and the staff see what visitors see, and more.${
    pool ? ` MariaDB had a buffer pool of ${poolBytes / 2 ** 30} GiB for the run; it has 128 MiB where nobody says otherwise.` : ''
  }`;
}

/** A row for each page and viewer, a group of columns for each size. */
function engineTables(rows: readonly PageRow[], engine: Engine): string {
  const sizes = [...new Set(rows.map((row) => row.images))];
  const lines = groupBy(rows, ({ page, viewer }) => `${page} ${viewer}`);
  const table = (cells: readonly string[], of: (row: PageRow) => string[]) =>
    markdownTable(
      ['page', 'viewer', ...sizes.flatMap((images) => cells.map((cell) => `${cell} ${short(images)}`))],
      [...lines.values()].map((line) => {
        const [first] = line as [PageRow];
        const found = sizes.flatMap((images) => line.filter((row) => row.images === images).flatMap(of));
        return [pageNames[first.page], viewerNames[first.viewer], ...found];
      }),
      { left: 2 },
    );
  const speed = table(['req/s', 'ratio'], ({ gallery, control }) => [gallery.perSecond.toFixed(0), (gallery.perSecond / control.perSecond).toFixed(2)]);
  const time = table(['p99', 'CPU', 'control'], ({ gallery, control }) => [gallery.p99.toFixed(1), milliseconds(gallery.cpu), milliseconds(control.cpu)]);
  return `${engineNames[engine]}: requests/s, and their ratio to the control's, by number of images.\n\n${speed}\n\n${engineNames[engine]}: p99, and CPU for a request of the gallery's and of the control's, in milliseconds.\n\n${time}`;
}

const milliseconds = (cpu: number | null): string => cpu?.toFixed(2) ?? '';

const short = (images: number): string => (images >= 1_000_000 ? `${images / 1_000_000}M` : images >= 1_000 ? `${images / 1_000}k` : String(images));

function memoryTable(measured: readonly SizeMeasured[]): string {
  const rows = measured.flatMap(({ rows: [first], held }) => (first ? [[engineNames[first.engine], count(first.images), (held / 2 ** 20).toFixed(0)]] : []));
  return `The most the web process held while it was asked for these pages (PSS).\n\n${markdownTable(['database', 'images', 'MiB'], rows, { left: 1 })}`;
}

function beside(): string {
  const figures = piwigo.map(({ images, perSecond }) => `${perSecond} requests/s with ${count(images)}`).join(', ');
  return `Beside it Piwigo's album page as a visitor, a tenth of the albums private, measured on a machine of this size: ${figures} images.`;
}

import { groupBy } from '../../group-by.ts';
import { markdownTable } from '../../markdown-table.ts';
import { type Engine, engineNames } from '../../options.ts';
import type { PageRow } from './measure-size.ts';
import { pageNames, viewerNames } from './page-cases.ts';

/** Of one database: a row for each page and viewer, a group of columns for each size. */
export function pagesTable(all: readonly PageRow[], engine: Engine): string {
  const rows = all.filter((row) => row.engine === engine);
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

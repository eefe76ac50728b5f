import type { Loaded } from './load.ts';
import type { Engine } from './options.ts';

export interface Row {
  readonly engine: Engine;
  readonly images: number;
  readonly page: string;
  readonly gallery: Loaded;
  readonly control: Loaded;
}

export const names: Readonly<Record<Engine, string>> = { sqlite: 'SQLite', mysql: 'MariaDB' };

const head = ['database', 'images', 'page', 'requests/s', 'p50 ms', 'p99 ms', 'control requests/s', 'control p50', 'control p99', 'ratio'];

/** A table in Markdown, columns aligned for those who read it as text. */
export function table(rows: readonly Row[]): string {
  const cells = [head, ...rows.map(cellsOf)];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map(
    (row) => `| ${row.map((cell, column) => (column < 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width, column) => (column < 3 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

function cellsOf({ engine, images, page, gallery, control }: Row): string[] {
  return [
    names[engine],
    images.toLocaleString('en'),
    page,
    gallery.perSecond.toFixed(0),
    gallery.p50.toFixed(1),
    gallery.p99.toFixed(1),
    control.perSecond.toFixed(0),
    control.p50.toFixed(1),
    control.p99.toFixed(1),
    (gallery.perSecond / control.perSecond).toFixed(2),
  ];
}

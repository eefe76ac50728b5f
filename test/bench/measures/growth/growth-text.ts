import type { Bench } from '../../bench.ts';
import { groupBy } from '../../group-by.ts';
import { markdownTable } from '../../markdown-table.ts';
import type { Aim } from '../../measure.ts';
import { type Engine, engineNames } from '../../options.ts';
import { pageNames, viewerNames } from '../pages/page-cases.ts';
import { figure, type Kind, worst } from '../pages/pages-aims.ts';
import { extremes, type Grown } from './measure-growth.ts';

const mostGrowth = 1.5;

export function growthText(grown: readonly Grown[], bench: Pick<Bench, 'engines' | 'runs' | 'seconds' | 'sizes'>): string {
  const [small, large] = extremes(bench).map((images) => images.toLocaleString('en')) as [string, string];
  const what = `The same pages of a gallery of ${small} images and of one of ${large}, one after the other in ${bench.runs} rounds of ${bench.seconds} s each, eight connections, a web
process for each gallery: requests/s, milliseconds of CPU for a page, and p99 in milliseconds, medians of the rounds.`;
  return [what, ...bench.engines.map((engine) => tableOf(grown, engine, [small, large]))].join('\n\n');
}

function tableOf(grown: readonly Grown[], engine: Engine, [small, large]: readonly [string, string]): string {
  const head = ['page', 'viewer', ...['req/s', 'CPU', 'p99'].flatMap((cell) => [`${cell}, ${small}`, `${cell}, ${large}`]), 'p99, times'];
  const rows = grown
    .filter((row) => row.engine === engine)
    .map((row) => [
      pageNames[row.page],
      viewerNames[row.viewer],
      ...both(row, ({ perSecond }) => perSecond.toFixed(0)),
      ...both(row, ({ cpu }) => cpu?.toFixed(2) ?? ''),
      ...both(row, ({ p99 }) => p99.toFixed(1)),
      (row.large.p99 / row.small.p99).toFixed(2),
    ]);
  return `${engineNames[engine]}\n\n${markdownTable(head, rows, { left: 2 })}`;
}

const both = ({ small, large }: Grown, shown: (of: Grown['small']) => string): string[] => [small, large].map(shown);

const growthAim: Kind = {
  aim: `p99 of the large gallery at most ${mostGrowth} times that of the small one`,
  holds: (value) => value <= mostGrowth,
  compare: (a, b) => a - b,
  digits: 2,
};

export const growthAims = (grown: readonly Grown[]): Aim[] =>
  [...groupBy(grown, ({ engine }) => engineNames[engine])].map(([what, rows]) =>
    worst(
      what,
      rows.map((row) => figure(row, row.large.p99 / row.small.p99)),
      growthAim,
    ),
  );

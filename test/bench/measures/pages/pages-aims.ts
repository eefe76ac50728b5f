import { groupBy } from '../../group-by.ts';
import type { Aim } from '../../measure.ts';
import { engineNames } from '../../options.ts';
import type { PageRow } from './measure-size.ts';
import { pageNames, viewerNames } from './page-cases.ts';

const leastRatio = 0.65;
const leastPerSecond = 400;

/** For each database and size the page that is farthest from its aim. */
export function pagesAims(rows: readonly PageRow[]): Aim[] {
  const groups = [...groupBy(rows, ({ engine, images }) => `${engineNames[engine]}, ${images.toLocaleString('en')} images`)];
  const ratios = groups.map(([what, group]) =>
    worst(
      what,
      group.map((row) => figure(row, row.gallery.perSecond / row.control.perSecond)),
      ratioAim,
    ),
  );
  // Eight times as much as any other page: not even its control comes near.
  const ordinary = groups.map(([what, group]) => [what, group.filter(({ page }) => page !== 'wide')] as const).filter(([, group]) => group.length > 0);
  const speeds = ordinary.map(([what, group]) =>
    worst(
      what,
      group.map((row) => figure(row, row.gallery.perSecond)),
      speedAim,
    ),
  );
  return [...ratios, ...speeds];
}

export interface Figure {
  readonly of: string;
  readonly value: number;
}

export interface Kind {
  readonly aim: string;
  holds(value: number): boolean;
  /** Positive where `a` is the worse one. */
  compare(a: number, b: number): number;
  readonly digits: number;
}

const ratioAim: Kind = { aim: `at least ${leastRatio} of the control`, holds: (value) => value >= leastRatio, compare: (a, b) => b - a, digits: 2 };
const speedAim: Kind = {
  aim: `${leastPerSecond} requests/s, 500 albums on a page aside`,
  holds: (value) => value >= leastPerSecond,
  compare: (a, b) => b - a,
  digits: 0,
};
export const figure = ({ page, viewer }: Pick<PageRow, 'page' | 'viewer'>, value: number): Figure => ({
  of: `${pageNames[page]}, ${viewerNames[viewer]}`,
  value,
});

export function worst(what: string, figures: readonly Figure[], { aim, holds, compare, digits }: Kind): Aim {
  const [farthest] = [...figures].sort((a, b) => compare(b.value, a.value));
  const kept = figures.filter(({ value }) => holds(value)).length;
  const found = `${kept} of ${figures.length} pages; farthest ${farthest?.value.toFixed(digits)} (${farthest?.of})`;
  return { what, aim, found, holds: kept === figures.length };
}

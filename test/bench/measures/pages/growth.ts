import { engineNames } from '../../options.ts';
import { chart, type Line } from './chart.ts';
import type { PageRow } from './measure-size.ts';
import { piwigo } from './piwigo.ts';

const width = 940;
const height = 400;

/** How the visitor's album page fares as the gallery grows: requests/s and p99, both axes logarithmic. Readable on light and dark. */
export function growthPicture(rows: readonly PageRow[]): string {
  const album = rows.filter(({ page, viewer }) => page === 'album' && viewer === 'visitor');
  const speed = chart({
    title: 'Requests per second',
    left: 0,
    width: width / 2,
    height,
    lines: linesOf(album, ({ perSecond }) => perSecond),
  });
  const time = chart({ title: 'p99, milliseconds', left: width / 2, width: width / 2, height, lines: linesOf(album, ({ p99 }) => p99) });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">
<title id="title">The album page as the gallery grows</title>
<desc id="desc">${description(album)}</desc>
<style>${style}</style>
${speed}
${time}
</svg>
`;
}

/** Colours that people with any kind of colour vision tell apart, on either ground; dashes and names at the ends say the same. */
const style = `
svg { --ink: #1f2328; --faint: #59636e; --grid: #d1d9e0; --sqlite: #0969da; --mysql: #bc4c00; --piwigo: #59636e; font: 12px system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { svg { --ink: #f0f6fc; --faint: #9198a1; --grid: #3d444d; --sqlite: #58a6ff; --mysql: #f0883e; --piwigo: #9198a1; } }
text { fill: var(--faint); } .heading { fill: var(--ink); font-size: 14px; font-weight: 600; } .grid { stroke: var(--grid); stroke-width: 1; }
.line { fill: none; stroke-width: 2.5; stroke-linejoin: round; stroke-linecap: round; } .control { stroke-width: 1.5; stroke-dasharray: 5 4; }
.sqlite { stroke: var(--sqlite); } .mysql { stroke: var(--mysql); } .piwigo { stroke: var(--piwigo); }
.dot.sqlite { fill: var(--sqlite); } .dot.mysql { fill: var(--mysql); } .dot.piwigo { fill: var(--piwigo); }
text.sqlite { fill: var(--sqlite); stroke: none; } text.mysql { fill: var(--mysql); stroke: none; } text.piwigo { fill: var(--piwigo); stroke: none; } text.own { font-weight: 600; }
`.trim();

type Figures = PageRow['gallery'];

function linesOf(rows: readonly PageRow[], of: (figures: Pick<Figures, 'perSecond' | 'p99'>) => number): Line[] {
  const engines = [...new Set(rows.map(({ engine }) => engine))];
  const own = engines.flatMap((engine): Line[] => {
    const mine = rows.filter((row) => row.engine === engine);
    const points = (rival: 'gallery' | 'control') => mine.map((row) => ({ x: row.images, y: of(row[rival]) }));
    return [
      { name: engineNames[engine], kind: engine, control: false, points: points('gallery') },
      { name: `${engineNames[engine]} control`, kind: engine, control: true, points: points('control') },
    ];
  });
  return [...own, { name: 'Piwigo', kind: 'piwigo', control: false, points: piwigo.map((one) => ({ x: one.images, y: of(one) })) }];
}

function description(rows: readonly PageRow[]): string {
  const said = rows.map(
    ({ engine, images, gallery }) =>
      `${engineNames[engine]}, ${images.toLocaleString('en')} images: ${gallery.perSecond.toFixed(0)} requests per second, p99 ${gallery.p99.toFixed(0)} ms`,
  );
  const theirs = piwigo.map(({ images, perSecond, p99 }) => `${images.toLocaleString('en')} images: ${perSecond}, p99 ${p99} ms`);
  return `Album page of 60 as a visitor, 8 connections. ${said.join('; ')}. Piwigo, ${theirs.join('; ')}.`;
}

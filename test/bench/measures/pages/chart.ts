import { groupBy } from '../../group-by.ts';

export interface Line {
  readonly name: string;
  /** Class of its colour. */
  readonly kind: string;
  /** Drawn dashed and thin. */
  readonly control: boolean;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

interface Chart {
  readonly title: string;
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly Line[];
}

const margin = { left: 56, right: 116, top: 48, bottom: 48 };
/** Between the baselines of two names. */
const leading = 15;

type Scale = (value: number) => number;

/** Lines over two logarithmic axes, each named at its end rather than in a legend. An SVG group. */
export function chart({ title, left, width, height, lines }: Chart): string {
  const points = lines.flatMap((line) => line.points);
  const [xTicks, yTicks] = [decades(points.map(({ x }) => x)), decades(points.map(({ y }) => y))];
  const plot = { left: margin.left, right: width - margin.right, top: margin.top, bottom: height - margin.bottom };
  const x = logarithmic(xTicks, plot.left, plot.right);
  const y = logarithmic(yTicks, plot.bottom, plot.top);
  return `<g transform="translate(${left} 0)">
<text class="heading" x="${plot.left}" y="24">${title}</text>
${yTicks.map((tick) => `<line class="grid" x1="${plot.left}" x2="${plot.right}" y1="${y(tick)}" y2="${y(tick)}"/><text x="${plot.left - 8}" y="${y(tick) + 4}" text-anchor="end">${tick.toLocaleString('en')}</text>`).join('\n')}
${xTicks.map((tick) => `<text x="${x(tick)}" y="${plot.bottom + 20}" text-anchor="middle">${tick.toLocaleString('en')}</text>`).join('\n')}
<text x="${(plot.left + plot.right) / 2}" y="${plot.bottom + 40}" text-anchor="middle">images</text>
${lines.map((line) => drawn(line, x, y)).join('\n')}
${named(lines, x, y)}
</g>`;
}

/** Powers of ten that hold all values, at least two of them. */
function decades(values: readonly number[]): number[] {
  const logs = values.filter((value) => value > 0).map(Math.log10);
  const first = Math.floor(Math.min(...logs) + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.max(...logs) - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, at) => 10 ** (first + at));
}

function logarithmic(ticks: readonly number[], from: number, to: number): Scale {
  const [low, high] = [Math.log10(ticks[0] ?? 1), Math.log10(ticks.at(-1) ?? 10)];
  return (value) => Math.round((from + ((Math.log10(value) - low) / (high - low)) * (to - from)) * 10) / 10;
}

function drawn({ kind, control, points }: Line, x: Scale, y: Scale): string {
  const line = `<polyline class="line ${kind}${control ? ' control' : ''}" points="${points.map((one) => `${x(one.x)},${y(one.y)}`).join(' ')}"/>`;
  const dots = control ? [] : points.map((one) => `<circle class="dot ${kind}" cx="${x(one.x)}" cy="${y(one.y)}" r="3"/>`);
  return [line, ...dots].join('');
}

interface Name {
  readonly line: Line;
  readonly left: number;
  /** Of the baseline; where it would like to be. */
  readonly top: number;
}

/** At the ends of lines, moved apart where they would cover each other. */
function named(lines: readonly Line[], x: Scale, y: Scale): string {
  const names = lines.flatMap((line): Name[] => {
    const end = line.points.at(-1);
    return end ? [{ line, left: x(end.x) + 8, top: y(end.y) + 4 }] : [];
  });
  return [...groupBy(names, ({ left }) => left).values()]
    .flatMap(apart)
    .map(({ line, left, top }) => `<text class="${line.kind}${line.control ? '' : ' own'}" x="${left}" y="${top}">${line.name}</text>`)
    .join('\n');
}

/** Names that would touch form a stack, whose middle stands at the middle of where they would like to be. */
function apart(names: readonly Name[]): Name[] {
  const stacks: Name[][] = [];
  const topOf = (stack: readonly Name[]) => stack.reduce((sum, { top }) => sum + top, 0) / stack.length - ((stack.length - 1) * leading) / 2;
  for (const name of [...names].sort((a, b) => a.top - b.top)) {
    let stack = [name];
    for (let above = stacks.at(-1); above && topOf(above) + above.length * leading > topOf(stack); above = stacks.at(-1)) {
      stack = [...above, ...stack];
      stacks.pop();
    }
    stacks.push(stack);
  }
  return stacks.flatMap((stack) => stack.map((name, at) => ({ ...name, top: Math.round((topOf(stack) + at * leading) * 10) / 10 })));
}

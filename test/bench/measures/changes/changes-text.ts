import { markdownTable } from '../../markdown-table.ts';
import type { Aim } from '../../measure.ts';
import { engineNames } from '../../options.ts';
import { percentile } from '../../statistics.ts';
import { type ChangeRow, type EngineChanged, perSecond } from './measure-changes.ts';

const mostSeconds = 3;
const mostSlower = 2;
const longestMs = 50;

const whole = (value: number): string => value.toLocaleString('en');

export function changesText(measured: readonly EngineChanged[]): string {
  const about = measured.map(
    ({ engine, images, below, normal }) =>
      `${engineNames[engine]}: a subtree of ${whole(below)} placements among ${whole(images)} images; with no change under way p99 of ${whole(normal.pages)} pages is ${normal.p99.toFixed(0)} ms.`,
  );
  const head = ['database', 'change', 'effective s', 'all done s', 'transactions', 'median ms', 'longest ms', 'p99 of pages ms', 'by normal'];
  const rows = measured.flatMap(({ normal, rows: changes }) => changes.map((row) => cellsOf(row, normal.p99)));
  return `A command beside the running gallery changes who may see a subtree, moves it, puts it into the trash, restores it and deletes it for
good, while ${perSecond} pages a second are read from one web process: a large album, newest and home, as visitor, as user in 150 groups and as
staff. A change is effective when the command returns; what is all done then is done by the job process and the command in turns. Transactions
are those of the command, from the first statement to the commit.

${about.join('\n')}

${markdownTable(head, rows, { left: 2 })}`;
}

function cellsOf({ engine, operation, returned, settled, transactions, p99 }: ChangeRow, normal: number): string[] {
  return [
    engineNames[engine],
    operation,
    returned.toFixed(1),
    settled.toFixed(1),
    whole(transactions.length),
    percentile(transactions, 0.5).toFixed(0),
    Math.max(...transactions).toFixed(0),
    p99.toFixed(0),
    (p99 / normal).toFixed(1),
  ];
}

/** For each database the change that is farthest from its aim. */
export function changesAims(measured: readonly EngineChanged[]): Aim[] {
  return measured.flatMap(({ engine, rows, normal }) => {
    const aim = (what: string, most: number, of: (row: ChangeRow) => number, unit: string): Aim => {
      const worst = rows.reduce((one, other) => (of(other) > of(one) ? other : one));
      const found = of(worst);
      return {
        what: `${what}, ${engineNames[engine]}`,
        aim: `at most ${most}${unit}`,
        found: `${found.toFixed(found < 10 ? 1 : 0)}${unit} (${worst.operation})`,
        holds: found <= most,
      };
    };
    return [
      aim('effective', mostSeconds, (row) => row.returned, ' s'),
      aim('p99 of pages meanwhile, by normal', mostSlower, (row) => row.p99 / normal.p99, ''),
      ...(engine === 'sqlite' ? [aim('longest transaction', longestMs, (row) => Math.max(...row.transactions), ' ms')] : []),
    ];
  });
}

export interface Result {
  readonly part: string;
  /** What was run, and how much of it. */
  readonly told: readonly string[];
  readonly seconds: number;
  readonly result: string;
  readonly date: string;
  readonly commit: string;
  readonly machine: string;
}

const head = ['part', 'what was run', 'minutes', 'result', 'date', 'commit', 'machine'];

/** test/soak/RESULTS.md: what was run now, and the last result of what was not. */
export function resultsPage(last: string, results: readonly Result[]): string {
  const rows = new Map(last.split('\n').flatMap((line) => (/^\| (?!part|-)(\S+)/.test(line) ? [[line.split(' ')[1] as string, line]] : [])));
  for (const result of results) rows.set(result.part, row(result));
  const lines = [...rows.keys()].sort().map((part) => rows.get(part));
  return `# Results of the long tests

Made by \`npm run soak\`: each part is a file test/soak/<part>.soak.ts, two of them at a time. \`--only\` replaces the lines of the parts it names.

${[line(head), line(head.map(() => '---')), ...lines].join('\n')}
`;
}

const row = ({ part, told, seconds, result, date, commit, machine }: Result): string =>
  line([part, told.join(' '), (seconds / 60).toFixed(1), result, date, commit, machine]);

const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;

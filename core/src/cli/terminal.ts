import { printable } from '#intake';

/** Where a command writes. Data goes to `out`, all that is said about it to `err`, so that pipes carry data alone. */
export interface Terminal {
  readonly out: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly in: NodeJS.ReadStream;
}

export const realTerminal = (): Terminal => ({ out: process.stdout, err: process.stderr, in: process.stdin });

/** What others have typed must not move the cursor of who reads it. Within JSON, the only text of several lines with such names, this is how it is written anyway. */
const tame = (text: string): string => text.split('\n').map(printable).join('\n');

export const print = (terminal: Terminal, text: string): void => void terminal.out.write(`${tame(text)}\n`);

export const say = (terminal: Terminal, text: string): void => void terminal.err.write(`${tame(text)}\n`);

export const printJson = (terminal: Terminal, value: unknown): void => print(terminal, JSON.stringify(value, null, 2));

export type Cells = readonly (string | number | null)[];

/** Rows below a head, columns as wide as what stands in them; numbers to the right. */
export function printTable(terminal: Terminal, head: readonly string[], rows: readonly Cells[]): void {
  const texts = [head, ...rows.map((row) => row.map((cell) => (cell === null ? '' : printable(String(cell)))))];
  const widths = head.map((_, column) => Math.max(...texts.map((row) => [...(row[column] ?? '')].length)));
  const numeric = head.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number' || row[column] === null));
  for (const row of texts) {
    const cells = row.map((cell, column) => {
      const gap = ' '.repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length));
      return numeric[column] ? gap + cell : cell + gap;
    });
    print(terminal, cells.join('  ').trimEnd());
  }
}

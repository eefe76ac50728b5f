import type { Bindable, Cell, ColumnKind, TableColumn } from '#database';

type Written = null | number | string;

/** JSON has no integers beyond 2^53, no infinite numbers and no bytes: these are texts, which the kind of the column tells apart. */
function written(cell: Cell): Written {
  if (typeof cell === 'bigint') return String(cell);
  if (cell instanceof Uint8Array) return Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength).toString('base64');
  return typeof cell === 'number' && !Number.isFinite(cell) ? String(cell) : cell;
}

/** The one form of a row, whichever database it comes from. */
export const lineOf = (row: readonly Cell[]): string => `${JSON.stringify(row.map(written))}\n`;

const readers: Readonly<Record<ColumnKind, (value: unknown) => Bindable | undefined>> = {
  // As text both databases take it exactly.
  integer: (value) => (Number.isSafeInteger(value) || (typeof value === 'string' && /^-?\d{1,20}$/.test(value)) ? (value as Bindable) : undefined),
  real: (value) => {
    const number = value === 'Infinity' || value === '-Infinity' ? Number(value) : value;
    return typeof number === 'number' ? number : undefined;
  },
  text: (value) => (typeof value === 'string' ? value : undefined),
  blob: (value) => (typeof value === 'string' ? Buffer.from(value, 'base64') : undefined),
};

/** A row as it is written to a database; undefined where a line does not hold one of these columns. */
export function rowOf(columns: readonly TableColumn[], line: string): Record<string, Bindable> | undefined {
  const values = parsed(line);
  if (!Array.isArray(values) || values.length !== columns.length) return undefined;
  const row: Record<string, Bindable> = {};
  for (const [at, { name, kind }] of columns.entries()) {
    const value = values[at] === null ? null : readers[kind](values[at]);
    if (value === undefined) return undefined;
    row[name] = value;
  }
  return row;
}

export function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

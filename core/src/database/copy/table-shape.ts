import type { MigrationTable } from '@picturerail/sdk';

/** What a column holds, alike on both databases. */
export type ColumnKind = 'integer' | 'real' | 'text' | 'blob';

export interface TableColumn {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** A table as a copy of it has to know it. */
export interface TableShape {
  readonly name: string;
  /** In the order in which they were made, which is the same on both databases. */
  readonly columns: readonly TableColumn[];
  /** Columns of the primary key; none where there is none. */
  readonly primary: readonly string[];
  /** Of a plugin's table, whose migrations may be gone with the plugin: what makes it again. */
  readonly definition?: MigrationTable;
}

/** A value as it is read: an integer beyond what a number holds exactly is a `bigint`. */
export type Cell = null | number | bigint | string | Uint8Array;

const kinds: readonly (readonly [RegExp, ColumnKind])[] = [
  [/int|bool/i, 'integer'],
  [/float|double|real|decimal/i, 'real'],
  [/blob|binary/i, 'blob'],
];

export const kindOf = (type: string): ColumnKind => kinds.find(([pattern]) => pattern.test(type))?.[1] ?? 'text';

/** In the order of their primary keys, compared byte by byte on both databases. */
export function inKeyOrder({ columns, primary }: TableShape, compare: (column: TableColumn) => string): string {
  const keys = columns.filter(({ name }) => primary.includes(name)).toSorted((a, b) => primary.indexOf(a.name) - primary.indexOf(b.name));
  return (keys.length > 0 ? keys : columns).map(compare).join(', ');
}

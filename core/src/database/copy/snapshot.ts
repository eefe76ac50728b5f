import type { Sql } from '../sql.ts';
import type { Cell, TableShape } from './table-shape.ts';

/** The database as it is at one moment, whatever others write meanwhile; on a connection of its own. */
export interface Snapshot {
  readonly read: Sql;
  /** All rows in the order of the primary key, some hundred at a time; each value in the place of its column. */
  rows(shape: TableShape): AsyncIterable<readonly (readonly Cell[])[]>;
  /** Soon: what others delete is kept for it as long as it is open. */
  close(): Promise<void>;
}

/** Rows handed over at once: few enough for requests of this process to have their turn in between. */
export const rowsAtOnce = 500;

/** True where a table was changed or dropped after the snapshot was taken, so that it cannot be read in it any more. */
export const isOutdated = (error: unknown): boolean =>
  ['ER_TABLE_DEF_CHANGED', 'ER_NO_SUCH_TABLE'].includes(String((error as { code?: unknown } | null)?.code));

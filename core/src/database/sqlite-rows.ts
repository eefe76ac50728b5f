import type { StatementSyncInstance } from '@photostructure/sqlite';
import type { SqlRow } from './sql.ts';

export type RowFrom = (values: readonly SqlRow[string][]) => SqlRow;

/** Has a statement give arrays, and makes rows of them: a third quicker than the driver's own rows (measured). */
export function rowsOf(statement: StatementSyncInstance): RowFrom {
  statement.setReturnArrays(true);
  let names: readonly string[] = [];
  let empty: SqlRow = {};
  return (values) => {
    // Also where a table behind a `*` has another column now.
    if (values.length !== names.length) {
      names = statement.columns().map(({ name }) => name);
      empty = Object.fromEntries(names.map((name) => [name, null]));
    }
    const row = { ...empty };
    for (let at = 0; at < names.length; at += 1) row[names[at] as string] = values[at] as SqlRow[string];
    return row;
  };
}

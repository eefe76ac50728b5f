import type { Tx } from '#database';

/** Migrations put rows into some tables that they make. The name is that of a table that is there. */
export const emptyTable = (tx: Tx, table: string) => tx.run(`DELETE FROM \`${table}\``);

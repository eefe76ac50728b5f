import type { Readable } from 'node:stream';
import mysql, { type Connection } from 'mysql2/promise';
import { databaseUnreachable } from '../errors.ts';
import { connectionOf, describeUrl, sqlOf } from '../mysql-driver.ts';
import { outageOf } from '../outage-of.ts';
import { rowsAtOnce, type Snapshot } from './snapshot.ts';
import { type Cell, inKeyOrder, type TableColumn, type TableShape } from './table-shape.ts';

/** Below it a name may be a string of another length to the server than it is to a byte by byte comparison. */
const sortLength = 16_384;

/** A transaction in InnoDB's consistent snapshot: it sees what was committed when it began, and keeps no writer from writing. */
export async function openMysqlSnapshot(url: string): Promise<Snapshot> {
  const connection = await mysql.createConnection(connectionOf(url)).catch((error: unknown) => {
    throw databaseUnreachable(describeUrl(url), error);
  });
  await connection.query(`SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ`);
  await connection.query(`SET SESSION max_sort_length = ${sortLength}, net_write_timeout = 3600`);
  await connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
  // Who stops reading in between has the server's answer still coming.
  return { read: sqlOf(connection), rows: (shape) => rowsOf(connection, shape), close: async () => connection.destroy() };
}

/** Byte by byte, and without the spaces that comparisons of texts pad with. */
const byBytes = ({ name, kind }: TableColumn): string => (kind === 'text' ? `CAST(\`${name}\` AS BINARY)` : `\`${name}\``);

async function* rowsOf(connection: Connection, shape: TableShape): AsyncIterable<Cell[][]> {
  const names = shape.columns.map(({ name }) => `\`${name}\``).join(', ');
  const sql = `SELECT ${names} FROM \`${shape.name}\` ORDER BY ${inKeyOrder(shape, byBytes)}`;
  const integers = shape.columns.flatMap(({ kind }, at) => (kind === 'integer' ? [at] : []));
  let page: Cell[][] = [];
  try {
    for await (const row of streamOf(connection, sql)) {
      // The driver gives what a number does not hold exactly as text.
      for (const at of integers) if (typeof row[at] === 'string') row[at] = BigInt(row[at]);
      page.push(row);
      if (page.length < rowsAtOnce) continue;
      yield page;
      page = [];
    }
  } catch (error) {
    throw outageOf(error);
  }
  if (page.length > 0) yield page;
}

/** One row after the other as the server sends them: its answer as a whole does not fit into memory. */
const streamOf = (connection: Connection, sql: string): AsyncIterable<Cell[]> => {
  const { connection: plain } = connection as unknown as { readonly connection: { query(options: object): { stream(options: object): Readable } } };
  return plain.query({ sql, rowsAsArray: true }).stream({ highWaterMark: rowsAtOnce });
};

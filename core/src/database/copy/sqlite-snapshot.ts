import { setImmediate as turn } from 'node:timers/promises';
import { databaseUnreachable } from '../errors.ts';
import { outageOf } from '../outage-of.ts';
import { type Handle, openHandle, patiently, sqlOf } from '../sqlite-driver.ts';
import { rowsAtOnce, type Snapshot } from './snapshot.ts';
import { type Cell, inKeyOrder, type TableShape } from './table-shape.ts';

const numbered = (cell: Cell): Cell => (typeof cell === 'bigint' && Number.isSafeInteger(Number(cell)) ? Number(cell) : cell);

/** A read transaction of the write-ahead log: it sees what was committed when it began, and keeps no writer from writing. */
export async function openSqliteSnapshot(file: string): Promise<Snapshot> {
  const handle = await patiently(() => openHandle(file, 100)).catch((error: unknown) => {
    throw databaseUnreachable(`"${file}"`, error);
  });
  handle.exec('PRAGMA query_only = 1');
  const read = sqlOf(handle);
  handle.exec('BEGIN');
  // The transaction begins with what is read first.
  await read.get('SELECT COUNT(*) AS tables FROM sqlite_master');
  return { read, rows: (shape) => rowsOf(handle, shape), close: async () => handle.close() };
}

/** A page at a time, each from the key after which the last one ended: the driver's iterators end the process when memory is collected (measured). */
async function* rowsOf(handle: Handle, shape: TableShape): AsyncIterable<Cell[][]> {
  const names = shape.columns.map(({ name }) => `\`${name}\``);
  const keys = shape.primary.map((name) => `\`${name}\``);
  const order = inKeyOrder(shape, ({ name }) => `\`${name}\``);
  const tail = `ORDER BY ${order} LIMIT ${rowsAtOnce}`;
  const select = `SELECT ${names.join(', ')} FROM \`${shape.name}\``;
  const places = shape.primary.map((name) => shape.columns.findIndex((column) => column.name === name));
  // A table without a key is a plugin's, and small.
  const further = keys.length > 0 ? `WHERE (${keys.join(', ')}) > (${keys.map(() => '?').join(', ')}) ${tail}` : `${tail} OFFSET ?`;
  const next = rowsReader(handle, `${select} ${further}`);
  let page = rowsReader(handle, `${select} ${tail}`)([]);
  for (let read = page.length; page.length > 0; read += page.length) {
    yield page;
    if (page.length < rowsAtOnce) return;
    // Reading never waits: heartbeats and requests have their turn here.
    await turn();
    const last = page.at(-1) ?? [];
    page = next(keys.length > 0 ? places.map((at) => last[at] ?? null) : [read]);
  }
}

function rowsReader(handle: Handle, text: string): (params: readonly Cell[]) => Cell[][] {
  const statement = handle.prepare(text);
  statement.setReturnArrays(true);
  // What is beyond 2^53 would be refused otherwise.
  statement.setReadBigInts(true);
  return (params) => {
    try {
      return (statement.all(...params) as unknown as Cell[][]).map((row) => row.map(numbered));
    } catch (error) {
      throw outageOf(error);
    }
  };
}

import type { Bindable, Dialect, Sql } from './sql.ts';

/** Rows put into one statement: keeps it below both databases' limits of placeholders (32,766 and 65,535). */
const rowsPerStatement = (columns: number): number => Math.max(1, Math.min(500, Math.floor(30_000 / columns)));

export function* chunks<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

/** `?, ?, ?` */
export const placeholders = (count: number): string => Array(count).fill('?').join(', ');

/**
 * Ids as literals for `IN (...)`; an empty list becomes `NULL`, which nothing is in. Literals instead of placeholders
 * let both planners see the values; measured equal or better up to about 200 ids.
 */
export function literals(ids: Iterable<number>): string {
  const list = [...ids];
  for (const id of list) if (!Number.isSafeInteger(id)) throw new TypeError(`An id for SQL is "${id}"; it must be an integer.`);
  return list.length === 0 ? 'NULL' : list.join(',');
}

/** Names the index of a hot query: both planners choose badly once in a while. Stands after the table's name or alias. */
export const indexed = (dialect: Dialect, index: string): string => (dialect === 'sqlite' ? `INDEXED BY ${index}` : `FORCE INDEX (${index})`);

/** Ends a SELECT inside a transaction whose rows nobody else may change until it ends; SQLite has one writer anyway. */
export const forUpdate = (dialect: Dialect): string => (dialect === 'sqlite' ? '' : ' FOR UPDATE');

/** The same, but others may ask for it too. */
export const forShare = (dialect: Dialect): string => (dialect === 'sqlite' ? '' : ' LOCK IN SHARE MODE');

type RowOf = { readonly [column: string]: Bindable | undefined };

function insertText(verb: string, table: string, columns: readonly string[], rows: number): string {
  const row = `(${placeholders(columns.length)})`;
  return `${verb} INTO \`${table}\` (${columns.map((column) => `\`${column}\``).join(', ')}) VALUES ${Array(rows).fill(row).join(', ')}`;
}

const values = (rows: readonly RowOf[], columns: readonly string[]): Bindable[] => rows.flatMap((row) => columns.map((column) => row[column] ?? null));

/** Columns of all rows: rows may leave out what is null. */
const columnsOf = (rows: readonly RowOf[]): string[] => [...new Set(rows.flatMap((row) => Object.keys(row)))];

/** Inserts and returns the ids in the order of the rows (for tables without an auto-increment id the numbers mean nothing). */
export async function insertRows(sql: Sql, table: string, rows: readonly RowOf[]): Promise<number[]> {
  const ids: number[] = [];
  if (rows.length === 0) return ids;
  const columns = columnsOf(rows);
  for (const part of chunks(rows, rowsPerStatement(columns.length))) {
    const { lastId } = await sql.run(insertText('INSERT', table, columns, part.length), values(part, columns));
    // One statement's ids are consecutive: SQLite inserts in order, and InnoDB does for inserts of a known length (lock modes 0 and 1, the default before MySQL 8).
    const first = sql.dialect === 'sqlite' ? lastId - part.length + 1 : lastId;
    for (let index = 0; index < part.length; index += 1) ids.push(first + index);
  }
  return ids;
}

/** Inserts what does not violate a unique key and passes over the rest. Returns the rows inserted. */
export async function insertIgnore(sql: Sql, table: string, rows: readonly RowOf[]): Promise<number> {
  let inserted = 0;
  const columns = columnsOf(rows);
  for (const part of chunks(rows, rowsPerStatement(columns.length))) {
    const verb = sql.dialect === 'sqlite' ? 'INSERT OR IGNORE' : 'INSERT IGNORE';
    inserted += (await sql.run(insertText(verb, table, columns, part.length), values(part, columns))).changes;
  }
  return inserted;
}

export interface UpsertOptions {
  /** Columns that take the new value where the row exists. Default: all that are neither key nor in `add` or `max`. */
  readonly set?: readonly string[];
  /** Columns to which the new value is added where the row exists. */
  readonly add?: readonly string[];
  /** Columns that keep the greater of the two values where the row exists. */
  readonly max?: readonly string[];
}

/** Inserts, or updates the rows whose `keys` exist; one statement per 500 rows. Sort rows by key where writers meet. */
export async function upsert(sql: Sql, table: string, rows: readonly RowOf[], keys: readonly string[], options: UpsertOptions = {}): Promise<void> {
  if (rows.length === 0) return;
  const columns = columnsOf(rows);
  const { add = [], max = [] } = options;
  const set = options.set ?? columns.filter((column) => ![...keys, ...add, ...max].includes(column));
  const greater = sql.dialect === 'sqlite' ? 'MAX' : 'GREATEST';
  const fresh = sql.dialect === 'sqlite' ? (column: string) => `excluded.\`${column}\`` : (column: string) => `VALUES(\`${column}\`)`;
  const own = (column: string) => (sql.dialect === 'sqlite' ? `\`${table}\`.\`${column}\`` : `\`${column}\``);
  const changes = [
    ...set.map((column) => `\`${column}\` = ${fresh(column)}`),
    ...add.map((column) => `\`${column}\` = ${own(column)} + ${fresh(column)}`),
    ...max.map((column) => `\`${column}\` = ${greater}(${own(column)}, ${fresh(column)})`),
  ];
  const keep = `\`${keys[0]}\` = ${own(keys[0] as string)}`;
  const update = (changes.length === 0 ? [keep] : changes).join(', ');
  const tail =
    sql.dialect === 'sqlite' ? ` ON CONFLICT (${keys.map((key) => `\`${key}\``).join(', ')}) DO UPDATE SET ${update}` : ` ON DUPLICATE KEY UPDATE ${update}`;
  for (const part of chunks(rows, rowsPerStatement(columns.length))) {
    await sql.run(insertText('INSERT', table, columns, part.length) + tail, values(part, columns));
  }
}

/** True where a unique or primary key refused a row, on either database. */
export function isUniqueViolation(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  // SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY
  return code === 'ER_DUP_ENTRY' || errcode === 2067 || errcode === 1555;
}

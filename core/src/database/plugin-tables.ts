import { GalleryError, type Row, type Select, type Table, type Tables, type Where } from '@picturerail/sdk';
import { pluginColumn, pluginTable } from './plugin-names.ts';
import type { Bindable, Sql, Tx } from './sql.ts';
import { insertRows, placeholders, upsert } from './statements.ts';

type Records = readonly Record<string, Bindable>[];
const longestList = 500;

/** `WHERE` text and its values; an empty list matches nothing. */
function condition(plugin: string, where: Record<string, unknown> = {}): { text: string; params: Bindable[] } {
  const parts: string[] = [];
  const params: Bindable[] = [];
  for (const [name, value] of Object.entries(where)) {
    const column = `\`${pluginColumn(plugin, name)}\``;
    if (Array.isArray(value)) {
      if (value.length > longestList)
        throw new GalleryError(`${plugin}.list-too-long`, `A condition on "${name}" lists ${value.length} values; at most ${longestList} go into one query.`, {
          status: 500,
        });
      parts.push(value.length === 0 ? '1 = 0' : `${column} IN (${placeholders(value.length)})`);
      params.push(...(value as Bindable[]));
    } else if (value === null) parts.push(`${column} IS NULL`);
    else if (value !== undefined) {
      parts.push(`${column} = ?`);
      params.push(value as Bindable);
    }
  }
  return { text: parts.length === 0 ? '' : ` WHERE ${parts.join(' AND ')}`, params };
}

function selectTail(plugin: string, query: Select<Record<string, unknown>>): string {
  const direction = query.descending ? ' DESC' : '';
  const order = query.orderBy?.length ? ` ORDER BY ${query.orderBy.map((name) => `\`${pluginColumn(plugin, name)}\`${direction}`).join(', ')}` : '';
  if (query.limit === undefined && query.offset === undefined) return order;
  return `${order} LIMIT ${Math.trunc(query.limit ?? Number.MAX_SAFE_INTEGER)} OFFSET ${Math.trunc(query.offset ?? 0)}`;
}

function assignments(plugin: string, values: object): { text: string; params: Bindable[] } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return { text: entries.map(([name]) => `\`${pluginColumn(plugin, name)}\` = ?`).join(', '), params: entries.map(([, value]) => value as Bindable) };
}

const checked = (plugin: string, rows: object | readonly object[]): Records => {
  const list = (Array.isArray(rows) ? rows : [rows]) as Records;
  for (const row of list) for (const name of Object.keys(row)) pluginColumn(plugin, name);
  return list;
};

/** How reads and writes of a plugin reach the database: a transaction for both, or the read handle and short transactions. */
export interface Access {
  readonly read: Sql;
  write<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
}

export function tablesOver(plugin: string, { read, write }: Access): Tables {
  const table = <R extends object = Row>(short: string): Table<R> => {
    const name = `\`${pluginTable(plugin, short)}\``;
    const bare = pluginTable(plugin, short);
    const where = (of: Where<R> | undefined) => condition(plugin, of as Record<string, unknown>);
    return {
      select: async (query = {}) => {
        const { text, params } = where(query.where);
        return read.all<R>(`SELECT * FROM ${name}${text}${selectTail(plugin, query as Select<Record<string, unknown>>)}`, params);
      },
      first: async (of) => {
        const { text, params } = where(of);
        return read.get<R>(`SELECT * FROM ${name}${text} LIMIT 1`, params);
      },
      count: async (of) => {
        const { text, params } = where(of);
        return (await read.get<{ n: number }>(`SELECT COUNT(*) AS n FROM ${name}${text}`, params))?.n ?? 0;
      },
      insert: (rows) => write(async (sql) => void (await insertRows(sql, bare, checked(plugin, rows)))),
      upsert: (rows, keys) => write((sql) => upsert(sql, bare, checked(plugin, rows), keys)),
      update: (of, values) => {
        const set = assignments(plugin, values);
        const { text, params } = where(of);
        if (set.text === '') return Promise.resolve(0);
        return write(async (sql) => (await sql.run(`UPDATE ${name} SET ${set.text}${text}`, [...set.params, ...params])).changes);
      },
      delete: (of) => {
        const { text, params } = where(of);
        return write(async (sql) => (await sql.run(`DELETE FROM ${name}${text}`, params)).changes);
      },
    };
  };
  return { table };
}

const transactions = new WeakMap<Tables, Tx>();

/** A plugin's tables inside a transaction of the core's. */
export function pluginTables(tx: Tx, plugin: string): Tables {
  const tables = tablesOver(plugin, { read: tx, write: (work) => work(tx) });
  transactions.set(tables, tx);
  return tables;
}

/** The transaction a plugin's `Tables` stand in, for core verbs that take them; undefined outside of one. */
export const transactionOf = (tables: Tables): Tx | undefined => transactions.get(tables);

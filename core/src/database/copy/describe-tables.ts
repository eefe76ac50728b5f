import type { Sql } from '../sql.ts';
import { describePluginTable } from './describe-plugin-table.ts';
import { kindOf, type TableShape } from './table-shape.ts';

/** A column as the database describes it. */
export interface ColumnFacts {
  readonly name: string;
  /** As it was declared: `varchar(190)`. */
  readonly type: string;
  readonly nullable: number;
  /** As SQL; null: none. */
  readonly fallback: string | null;
  /** Place in the primary key, from 1; 0: not in it. */
  readonly key: number;
  readonly counts: number;
}

const isPlugins = (table: string): boolean => /^p_[a-z0-9_]+__[a-z0-9_]+$/.test(table);

/** Names of all tables of this database, ordered. */
export async function tableNames(sql: Sql): Promise<string[]> {
  const rows =
    sql.dialect === 'sqlite'
      ? await sql.all<{ name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'`)
      : await sql.all<{ name: string }>(
          `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'`,
        );
  return rows.map(({ name }) => name).toSorted();
}

/** All tables of this database as a copy has to know them, ordered by name. */
export async function describeTables(sql: Sql): Promise<TableShape[]> {
  const shapes: TableShape[] = [];
  for (const name of await tableNames(sql)) shapes.push(await describeTable(sql, name));
  return shapes;
}

async function describeTable(sql: Sql, name: string): Promise<TableShape> {
  const facts = sql.dialect === 'sqlite' ? await ofSqlite(sql, name) : await ofMysql(sql, name);
  const primary = facts
    .filter(({ key }) => key > 0)
    .toSorted((a, b) => a.key - b.key)
    .map((column) => column.name);
  const columns = facts.map((column) => ({ name: column.name, kind: kindOf(column.type) }));
  return { name, columns, primary, ...(isPlugins(name) && { definition: await describePluginTable(sql, name, facts) }) };
}

/** Only a primary key of type `id` is declared as `integer` and alone. */
const ofSqlite = (sql: Sql, table: string): Promise<ColumnFacts[]> =>
  sql.all<ColumnFacts>(
    `SELECT name, type, 1 - "notnull" AS nullable, dflt_value AS fallback, pk AS "key",
       EXISTS (SELECT 1 FROM sqlite_master WHERE name = ? AND pk = 1 AND sql LIKE '%autoincrement%') AS counts
     FROM pragma_table_info(?) ORDER BY cid`,
    [table, table],
  );

const ofMysql = (sql: Sql, table: string): Promise<ColumnFacts[]> =>
  sql.all<ColumnFacts>(
    `SELECT c.column_name AS name, c.column_type AS type, c.is_nullable = 'YES' AS nullable, c.column_default AS fallback,
       COALESCE(s.seq_in_index, 0) AS \`key\`, c.extra LIKE '%auto_increment%' AS counts
     FROM information_schema.columns c
     LEFT JOIN information_schema.statistics s ON s.table_schema = c.table_schema AND s.table_name = c.table_name
       AND s.column_name = c.column_name AND s.index_name = 'PRIMARY'
     WHERE c.table_schema = DATABASE() AND c.table_name = ? ORDER BY c.ordinal_position`,
    [table],
  );

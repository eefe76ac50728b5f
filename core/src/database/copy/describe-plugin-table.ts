import type { MigrationColumn, MigrationTable } from '@picturerail/sdk';
import { unknownColumnType } from '../errors.ts';
import type { Sql } from '../sql.ts';
import type { ColumnFacts } from './describe-tables.ts';

interface IndexPart {
  readonly indexName: string;
  readonly isUnique: number;
  readonly columnName: string;
}

type Referred = NonNullable<MigrationColumn['references']>;

/** What the types of `MigrationColumn` become on SQLite and on MySQL; more than the others tells `id` and `references`. */
const types: readonly (readonly [RegExp, MigrationColumn['type']])[] = [
  [/^varchar/i, 'string'],
  [/^tinyint|^boolean/i, 'boolean'],
  [/^bigint/i, 'bigint'],
  [/^int/i, 'integer'],
  [/^(float|double|real)/i, 'real'],
  [/text$/i, 'text'],
  [/blob$/i, 'blob'],
];

/** A plugin's table as its migration would declare it, read from the database: the plugin itself may be gone. */
export async function describePluginTable(sql: Sql, table: string, facts: readonly ColumnFacts[]): Promise<MigrationTable> {
  const referred = await referencesOf(sql, table);
  const parts = await indexesOf(sql, table);
  const primary = facts.filter(({ key }) => key > 0).toSorted((a, b) => a.key - b.key);
  return {
    columns: Object.fromEntries(
      facts.map((column) => [column.name, columnOf(table, { ...column, fallback: literal(sql, column.fallback) }, referred.get(column.name))]),
    ),
    ...(primary.some(({ counts }) => counts === 0) && { primary: primary.map(({ name }) => name) }),
    indexes: byName(table, parts, 0),
    unique: byName(table, parts, 1),
  };
}

function columnOf(table: string, { name, type, nullable, fallback, counts }: ColumnFacts, references: Referred | undefined): MigrationColumn {
  if (counts === 1) return { type: 'id' };
  const found = types.find(([pattern]) => pattern.test(type))?.[1];
  if (found === undefined) throw unknownColumnType(table, name, type);
  const length = /\((\d+)\)/.exec(type)?.[1];
  const value = defaultOf(found, fallback);
  return {
    type: found,
    null: nullable === 1,
    ...(found === 'string' && length !== undefined && { length: Number(length) }),
    ...(value !== undefined && { default: value }),
    ...(references && { references }),
  };
}

const defaultOf = (type: MigrationColumn['type'], value: string | null): string | number | undefined => {
  if (value === null) return undefined;
  return type === 'string' || type === 'text' || type === 'blob' ? value : Number(value);
};

/** A default as SQL writes it: in quotes, but for MySQL, and for numbers on some databases. */
function literal({ dialect }: Sql, written: string | null): string | null {
  if (written === null || written.toUpperCase() === 'NULL') return null;
  if (!/^'.*'$/s.test(written)) return written;
  const text = written.slice(1, -1).replaceAll("''", "'");
  return dialect === 'mysql' ? text.replaceAll(/\\(.)/gs, '$1') : text;
}

/** Under the names that a migration gives them, which the database knows with the table's name before. */
function byName(table: string, parts: readonly IndexPart[], unique: number): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { indexName, columnName } of parts.filter(({ isUnique }) => isUnique === unique)) {
    const name = indexName.slice(table.length + 2);
    found[name] = [...(found[name] ?? []), columnName];
  }
  return found;
}

async function indexesOf(sql: Sql, table: string): Promise<IndexPart[]> {
  const parts =
    sql.dialect === 'sqlite'
      ? await sql.all<IndexPart>(
          `SELECT l.name AS indexName, l."unique" AS isUnique, i.name AS columnName
             FROM pragma_index_list(?) l, pragma_index_info(l.name) i ORDER BY l.name, i.seqno`,
          [table],
        )
      : await sql.all<IndexPart>(
          `SELECT index_name AS indexName, 1 - non_unique AS isUnique, column_name AS columnName FROM information_schema.statistics
             WHERE table_schema = DATABASE() AND table_name = ? ORDER BY index_name, seq_in_index`,
          [table],
        );
  // Others the database has made by itself, for keys.
  return parts.filter(({ indexName }) => indexName.startsWith(`${table}__`));
}

async function referencesOf(sql: Sql, table: string): Promise<Map<string, Referred>> {
  const rows =
    sql.dialect === 'sqlite'
      ? await sql.all<{ column: string; target: Referred }>('SELECT "from" AS "column", "table" AS target FROM pragma_foreign_key_list(?)', [table])
      : await sql.all<{ column: string; target: Referred }>(
          `SELECT column_name AS \`column\`, referenced_table_name AS target FROM information_schema.key_column_usage
             WHERE table_schema = DATABASE() AND table_name = ? AND referenced_table_name IS NOT NULL`,
          [table],
        );
  return new Map(rows.map(({ column, target }) => [column, target]));
}

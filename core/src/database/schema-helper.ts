import type { Knex } from 'knex';
import type { Bindable, Dialect, Sql } from './sql.ts';
import { insertRows } from './statements.ts';

export interface CreateTableOptions {
  /** Columns of a composite primary key; on SQLite the table then needs no hidden row id. */
  readonly primary?: readonly string[];
}

/**
 * What a migration of the core receives. Each entry of a migration is one step: it is recorded when it is through, and
 * a migration that was cut off goes on with the next one. On MySQL a step is one statement or one that may run again.
 */
export interface SchemaHelper {
  readonly dialect: Dialect;
  /** `t` is knex's table builder. Text compares byte by byte on both databases. */
  createTable(name: string, define: (t: Knex.CreateTableBuilder) => void, options?: CreateTableOptions): Promise<void>;
  alterTable(name: string, define: (t: Knex.AlterTableBuilder) => void): Promise<void>;
  /** The same statement for both, or one for each. */
  raw(statement: string | { readonly sqlite?: string; readonly mysql?: string }, params?: readonly Bindable[]): Promise<void>;
  insert(table: string, rows: readonly Record<string, Bindable>[]): Promise<void>;
  readonly sql: Sql;
}

export type MigrationStepFunction = (schema: SchemaHelper) => Promise<void>;

interface Statement {
  readonly sql: string;
  readonly bindings?: readonly unknown[];
}

async function runAll(sql: Sql, statements: readonly Statement[]): Promise<void> {
  for (const { sql: text, bindings } of statements) await sql.run(text, (bindings ?? []) as readonly Bindable[]);
}

/** MySQL commits each DDL statement: a step cut off between the table and its indexes left an empty table, which is made anew. */
async function dropUnfinished(sql: Sql, name: string): Promise<void> {
  const present = await sql.get('SELECT 1 AS found FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?', [name]);
  if (!present) return;
  if (await sql.get(`SELECT 1 AS found FROM \`${name}\` LIMIT 1`)) throw new Error(`the table "${name}" exists already and holds rows`);
  await sql.run(`DROP TABLE \`${name}\``);
}

/** Loaded here, because most starts have nothing to migrate and 9 MB less to load. */
const knex = async (dialect: Sql['dialect']) => (await import('./build.ts')).build(dialect);

export function schemaHelper(sql: Sql): SchemaHelper {
  const { dialect } = sql;
  return {
    dialect,
    sql,
    createTable: async (name, define, { primary } = {}) => {
      const made = (await knex(dialect)).schema
        .createTable(name, (t) => {
          define(t);
          if (primary) t.primary([...primary]);
          if (dialect === 'mysql') {
            t.engine('InnoDB');
            t.charset('utf8mb4');
            t.collate('utf8mb4_bin');
          }
        })
        .toSQL() as unknown as Statement[];
      const [create, ...rest] = made as [Statement, ...Statement[]];
      if (dialect === 'mysql') await dropUnfinished(sql, name);
      await runAll(sql, [primary && dialect === 'sqlite' ? { ...create, sql: `${create.sql} without rowid` } : create, ...rest]);
    },
    alterTable: async (name, define) => runAll(sql, (await knex(dialect)).schema.alterTable(name, define).toSQL() as unknown as Statement[]),
    raw: async (statement, params) => {
      const text = typeof statement === 'string' ? statement : statement[dialect];
      if (text) await sql.run(text, params);
    },
    insert: async (table, rows) => {
      await insertRows(sql, table, rows);
    },
  };
}

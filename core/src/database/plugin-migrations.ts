import type { Migration, MigrationColumn, MigrationStep, MigrationTable } from '@picturerail/sdk';
import type { Knex } from 'knex';
import { badMigration } from './errors.ts';
import { forgetMigrations } from './migrations-store.ts';
import { pluginColumn, pluginTable } from './plugin-names.ts';
import { pluginTables } from './plugin-tables.ts';
import { findMigrations, runSteps, type StepsReport } from './run-steps.ts';
import { type SchemaHelper, schemaHelper } from './schema-helper.ts';
import type { Database, Tx } from './sql.ts';

const types: Record<MigrationColumn['type'], (t: Knex.TableBuilder, name: string, column: MigrationColumn) => Knex.ColumnBuilder> = {
  id: (t, name) => t.bigIncrements(name),
  integer: (t, name) => t.integer(name),
  bigint: (t, name) => t.bigInteger(name),
  real: (t, name) => t.double(name),
  text: (t, name) => t.text(name, 'longtext'),
  string: (t, name, { length }) => t.string(name, Math.min(length ?? 190, 500)),
  blob: (t, name) => t.specificType(name, 'longblob'),
  boolean: (t, name) => t.tinyint(name),
};

function addColumn(plugin: string, t: Knex.TableBuilder, name: string, column: MigrationColumn): void {
  pluginColumn(plugin, name);
  const built = column.references ? t.bigInteger(name).unsigned() : types[column.type](t, name, column);
  if (column.type !== 'id') column.null ? built.nullable() : built.notNullable();
  if (column.default !== undefined) built.defaultTo(column.default);
  if (column.references) built.references('id').inTable(column.references).onDelete('CASCADE');
}

function createTable(schema: SchemaHelper, plugin: string, short: string, { columns, primary, indexes, unique }: MigrationTable): Promise<void> {
  const name = pluginTable(plugin, short);
  const indexName = (of: string) => `${name}__${pluginColumn(plugin, of)}`.slice(0, 63);
  return schema.createTable(
    name,
    (t) => {
      for (const [column, definition] of Object.entries(columns)) addColumn(plugin, t, column, definition);
      for (const [index, on] of Object.entries(indexes ?? {})) t.index([...on], indexName(index));
      for (const [index, on] of Object.entries(unique ?? {})) t.unique([...on], { indexName: indexName(index) });
    },
    primary ? { primary } : {},
  );
}

async function runStep(sql: Tx, plugin: string, step: MigrationStep): Promise<void> {
  const schema = schemaHelper(sql);
  if ('createTable' in step) await createTable(schema, plugin, step.createTable, step.definition);
  else if ('addColumn' in step) await schema.alterTable(pluginTable(plugin, step.to), (t) => addColumn(plugin, t, step.addColumn, step.definition));
  else if ('addIndex' in step) {
    const name = pluginTable(plugin, step.on);
    const indexName = `${name}__${pluginColumn(plugin, step.addIndex)}`.slice(0, 63);
    await schema.alterTable(name, (t) => (step.unique ? t.unique([...step.columns], { indexName }) : t.index([...step.columns], indexName)));
  } else if ('fill' in step) await step.fill(pluginTables(sql, plugin));
  else throw badMigration(plugin, 'step', `a step is one of createTable, addColumn, addIndex, fill; this one has "${Object.keys(step).join(', ')}"`);
}

/** Brings a plugin's tables up to date; errors as of `migrate`. */
export async function migratePlugin(database: Database, plugin: string, dir: string): Promise<StepsReport> {
  const found = await findMigrations<Migration[number]>(plugin, dir);
  return found.length === 0 ? { applied: [] } : runSteps(database, plugin, found, (sql, step) => runStep(sql, plugin, step));
}

/** Drops all tables with the plugin's prefix, and the memory of its migrations: only at the webmaster's explicit word. */
export async function deletePluginTables(database: Database, plugin: string): Promise<string[]> {
  const like = `${pluginTable(plugin, 'x').slice(0, -1).replaceAll('_', '!_')}%`;
  const rows =
    database.dialect === 'sqlite'
      ? await database.read.all<{ name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE ? ESCAPE '!'`, [like])
      : await database.read.all<{ name: string }>(
          `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE ? ESCAPE '!'`,
          [like],
        );
  await database.transaction(async (tx) => {
    for (const { name } of rows) await tx.run(`DROP TABLE IF EXISTS \`${name}\``);
    await forgetMigrations(tx, plugin);
  });
  return rows.map(({ name }) => name);
}

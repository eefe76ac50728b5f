import type { MigrationColumn, MigrationTable } from '@picturerail/sdk';
import type { Knex } from 'knex';
import { pluginColumn } from './plugin-names.ts';
import type { SchemaHelper } from './schema-helper.ts';

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

export function addPluginColumn(plugin: string, t: Knex.TableBuilder, name: string, column: MigrationColumn): void {
  pluginColumn(plugin, name);
  const built = column.references ? t.bigInteger(name).unsigned() : types[column.type](t, name, column);
  if (column.type !== 'id') column.null ? built.nullable() : built.notNullable();
  if (column.default !== undefined) built.defaultTo(column.default);
  if (column.references) built.references('id').inTable(column.references).onDelete('CASCADE');
}

/** `plugin` is who is named where a name is not allowed. */
export function createPluginTable(schema: SchemaHelper, plugin: string, name: string, { columns, primary, indexes, unique }: MigrationTable): Promise<void> {
  const indexName = (of: string) => `${name}__${pluginColumn(plugin, of)}`.slice(0, 63);
  return schema.createTable(
    name,
    (t) => {
      for (const [column, definition] of Object.entries(columns)) addPluginColumn(plugin, t, column, definition);
      for (const [index, on] of Object.entries(indexes ?? {})) t.index([...on], indexName(index));
      for (const [index, on] of Object.entries(unique ?? {})) t.unique([...on], { indexName: indexName(index) });
    },
    primary ? { primary } : {},
  );
}

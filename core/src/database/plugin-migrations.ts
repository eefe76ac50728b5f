import type { Migration, MigrationStep } from '@picturerail/sdk';
import { addPluginColumn, createPluginTable } from './create-plugin-table.ts';
import { badMigration } from './errors.ts';
import { forgetMigrations } from './migrations-store.ts';
import { pluginColumn, pluginTable } from './plugin-names.ts';
import { pluginTables } from './plugin-tables.ts';
import { deleteValues } from './plugin-values-store.ts';
import { findMigrations, runSteps, type StepsReport } from './run-steps.ts';
import { schemaHelper } from './schema-helper.ts';
import type { Database, Tx } from './sql.ts';

async function runStep(sql: Tx, plugin: string, step: MigrationStep): Promise<void> {
  const schema = schemaHelper(sql);
  if ('createTable' in step) await createPluginTable(schema, plugin, pluginTable(plugin, step.createTable), step.definition);
  else if ('addColumn' in step) await schema.alterTable(pluginTable(plugin, step.to), (t) => addPluginColumn(plugin, t, step.addColumn, step.definition));
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
  return found.length === 0 ? { applied: [] } : runSteps(database, { owner: plugin, found, run: (sql, step) => runStep(sql, plugin, step) });
}

/** Names of all tables that are there with the plugin's prefix, ordered. */
export async function pluginTableNames(database: Database, plugin: string): Promise<string[]> {
  const like = `${pluginTable(plugin, 'x').slice(0, -1).replaceAll('_', '!_')}%`;
  const rows =
    database.dialect === 'sqlite'
      ? await database.read.all<{ name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE ? ESCAPE '!' ORDER BY name`, [like])
      : await database.read.all<{ name: string }>(
          `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE ? ESCAPE '!' ORDER BY table_name`,
          [like],
        );
  return rows.map(({ name }) => name);
}

/** Drops all tables with the plugin's prefix, its values and the memory of its migrations: only at the webmaster's explicit word. */
export async function deletePluginTables(database: Database, plugin: string): Promise<string[]> {
  const names = await pluginTableNames(database, plugin);
  await database.transaction(async (tx) => {
    for (const name of names) await tx.run(`DROP TABLE IF EXISTS \`${name}\``);
    await deleteValues(tx, plugin);
    await forgetMigrations(tx, plugin);
  });
  return names;
}

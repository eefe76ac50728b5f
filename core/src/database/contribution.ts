import type { Rail, Tables } from '@picturerail/sdk';
import { pluginTables, tablesOver } from './plugin-tables.ts';
import { pluginValues } from './plugin-values.ts';
import type { Database } from './sql.ts';

/** `rail.db` and `rail.kv`: the plugin's own tables and values; each write outside `transaction` is a transaction of its own. */
export const databaseContribution =
  (database: Database) =>
  ({ plugin }: { readonly plugin: { readonly id: string } }): Pick<Rail, 'db' | 'kv'> => ({
    db: {
      ...tablesOver(plugin.id, { read: database.read, write: (work) => database.transaction(work) }),
      transaction: <T>(run: (tx: Tables) => Promise<T>) => database.transaction((tx) => run(pluginTables(tx, plugin.id))),
    },
    kv: pluginValues(database, plugin.id),
  });

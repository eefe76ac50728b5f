import type { Rail, Tables } from '@picturerail/sdk';
import { pluginTables, tablesOver, transactionOf } from './plugin-tables.ts';
import { pluginValues } from './plugin-values.ts';
import { pluginsRevision } from './plugins-revision.ts';
import { bumpRevision } from './revisions-store.ts';
import type { Database } from './sql.ts';

/** `rail.db`, `rail.kv` and `rail.revision`: the plugin's own tables and values, and whether they have changed; each write outside `transaction` is a transaction of its own. */
export const databaseContribution =
  (database: Database) =>
  ({ plugin }: { readonly plugin: { readonly id: string } }): Pick<Rail, 'db' | 'kv' | 'revision'> => ({
    db: {
      ...tablesOver(plugin.id, { read: database.read, write: (work) => database.transaction(work) }),
      transaction: <T>(run: (tx: Tables) => Promise<T>) => database.transaction((tx) => run(pluginTables(tx, plugin.id))),
    },
    kv: pluginValues(database, plugin.id),
    revision: {
      current: () => pluginsRevision(database),
      raise: (tables) => {
        const tx = transactionOf(tables);
        return tx ? bumpRevision(tx, 'plugins') : database.transaction((own) => bumpRevision(own, 'plugins'));
      },
    },
  });

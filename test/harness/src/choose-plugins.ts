import { join } from 'node:path';
import { type config, database as databases, kernel } from '@picturerail/core';
import type { Log } from '@picturerail/sdk';

/** Activates just these plugins, before the gallery that uses them is opened. */
export async function choosePlugins(given: config.Config, log: Log, wanted: readonly string[] | 'bundled'): Promise<void> {
  if (wanted === 'bundled') return;
  const database = await databases.openDatabase(given.database);
  try {
    await databases.migrate(database, given.migrationsDir);
    const look = kernel.createLook({ database, packagesDirs: given.packagesDirs, pluginsDir: join(given.dataDir, 'plugins') });
    const context = { database, registry: { look } };
    for (const { id, desired } of kernel.listPlugins(await look())) {
      if (desired === 'active' && !wanted.includes(id)) await kernel.deactivatePlugin(context, id, { cascade: true });
    }
    for (const id of wanted) await kernel.activatePlugin(context, id);
  } finally {
    await database.close();
  }
  log.debug('Plugins chosen.', { wanted });
}

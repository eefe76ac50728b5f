import { type config, database as databases, kernel } from '@picturerail/core';
import type { Log } from '@picturerail/sdk';

/** Activates just these plugins, before the gallery that uses them is opened. */
export async function choosePlugins(given: config.Config, log: Log, wanted: readonly string[] | 'bundled'): Promise<void> {
  if (wanted === 'bundled') return;
  const database = await databases.openDatabase(given.database);
  try {
    await databases.migrate(database, given.migrationsDir);
    const discovery = await kernel.discoverPackages(given.packagesDirs);
    for (const { id, desired } of await kernel.listPlugins(database.read, discovery)) {
      if (desired === 'active' && !wanted.includes(id)) await kernel.deactivatePlugin({ database, discovery }, id, { cascade: true });
    }
    for (const id of wanted) await kernel.activatePlugin({ database, discovery }, id);
  } finally {
    await database.close();
  }
  log.debug('Plugins chosen.', { wanted });
}

import type { Log } from '@picturerail/sdk';
import { bumpRevision, type Database } from '#database';
import { copyOf, outgrown } from '../packages/choose-packages.ts';
import { changeCopy } from './plugins-store.ts';
import type { Current } from './registry.ts';

/** A gallery that was itself updated may have brought a newer copy than the one that was installed: the newer one is current then. */
export async function takeNewerBundled({ database, log }: { readonly database: Database; readonly log: Log }, { disk, rows }: Current): Promise<void> {
  for (const id of outgrown(disk, rows)) {
    const from = rows.find((row) => row.id === id)?.folder ?? null;
    const changed = await database.transaction(async (tx) => {
      if (!(await changeCopy(tx, id, { from, to: null }))) return false;
      await bumpRevision(tx, 'registry');
      return true;
    });
    if (changed) log.info(`"${id}" ${copyOf(disk, id, null)?.version} came with the gallery and takes the place of the copy that was installed.`);
  }
}

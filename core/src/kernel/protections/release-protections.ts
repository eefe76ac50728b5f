import { bumpRevision, type Database } from '#database';
import { deleteProtections } from './protections-store.ts';

/**
 * Lets go of all that a plugin protects, at once in all processes: what lies there is shown without it. A plugin that runs
 * protects again whatever it is asked about next. Answers how many protections there were.
 */
export const releaseProtections = (database: Database, plugin: string): Promise<number> =>
  database.transaction(async (tx) => {
    const released = await deleteProtections(tx, plugin);
    if (released > 0) await bumpRevision(tx, 'registry');
    return released;
  });

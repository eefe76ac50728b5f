import type { Database } from '#database';
import type { NewDeed } from './deed.ts';
import { noteDeed } from './note-deed.ts';
import type { Doer } from './origin.ts';

/** For what is done in several transactions, or in none. */
export const noteAfterwards = (database: Database, doer: Doer, deed: NewDeed): Promise<void> =>
  database.transaction((tx) => noteDeed(tx, doer, Date.now(), deed));

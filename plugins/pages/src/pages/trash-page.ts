import type { Rail, Tables, Viewer } from '@picturerail/sdk';
import { pageUnknown } from '../errors.ts';
import { refuseUnlessManager } from '../may-change.ts';
import { deletePage, pageById, setTrashed } from './pages-store.ts';

/** Into the trash, where nobody sees it, and which it leaves as it was. Errors: `pages.not-allowed`, `pages.unknown`. */
export const trashPage = (rail: Rail, viewer: Viewer, id: number): Promise<void> => onPage(rail, viewer, id, (tx) => setTrashed(tx, id, Date.now()));

/** Out of the trash. Errors: as of `trashPage`. */
export const restorePage = (rail: Rail, viewer: Viewer, id: number): Promise<void> => onTrashed(rail, viewer, id, (tx) => setTrashed(tx, id, null));

/** For good, with all its addresses; only out of the trash. Errors: as of `trashPage`. */
export const purgePage = (rail: Rail, viewer: Viewer, id: number): Promise<void> => onTrashed(rail, viewer, id, (tx) => deletePage(tx, id));

const onTrashed = (rail: Rail, viewer: Viewer, id: number, run: (tx: Tables) => Promise<void>) => onPage(rail, viewer, id, run, true);

async function onPage(rail: Rail, viewer: Viewer, id: number, run: (tx: Tables) => Promise<void>, isTrashed = false): Promise<void> {
  refuseUnlessManager(rail, viewer);
  await rail.db.transaction(async (tx) => {
    if ((await pageById(tx, id))?.isTrashed !== isTrashed) throw pageUnknown(id);
    await run(tx);
    await rail.revision.raise(tx);
  });
}

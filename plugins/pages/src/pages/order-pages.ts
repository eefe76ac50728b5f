import type { Rail, Viewer } from '@picturerail/sdk';
import { pageUnknown } from '../errors.ts';
import { refuseUnlessManager } from '../may-change.ts';
import { type Place, placed } from '../place-in.ts';
import { allPages, writeOrder } from './pages-store.ts';

/** Puts a page elsewhere among those that are not in the trash. Errors: `pages.not-allowed`, `pages.unknown`. */
export async function orderPages(rail: Rail, viewer: Viewer, id: number, place: Place): Promise<void> {
  refuseUnlessManager(rail, viewer);
  await rail.db.transaction(async (tx) => {
    const ids = (await allPages(tx)).filter(({ isTrashed }) => !isTrashed).map((page) => page.id);
    const order = placed(ids, id, place);
    if (order === null) throw pageUnknown(id);
    await writeOrder(tx, order);
  });
}

import type { Sql, Tx } from '#database';
import type { AccessEntry, AccessPreset } from '../access/access-choice.ts';
import { openLedger } from '../access/ledger.ts';
import { type Gallery, system } from '../gallery.ts';
import { grantsOfEntries } from '../people/find-principals.ts';
import { rootId } from './album-path.ts';
import { inheritingTops, setAccess, setOwnAccess } from './albums-store.ts';
import { rootAccessFixed } from './errors.ts';
import { setAlbumAccess } from './set-album-access.ts';

const viewers: Record<AccessPreset, readonly AccessEntry[]> = {
  public: [{ principal: 'everyone', rights: ['view'] }],
  'signed-in': [{ principal: 'signed-in', rights: ['view'] }],
  private: [],
};

/** Whoever sets the gallery up manages all of it: what is private to others is not hidden from its owner. */
const entriesFor = (access: AccessPreset, ownerId?: number): readonly AccessEntry[] =>
  ownerId === undefined ? viewers[access] : [...viewers[access], { principal: { user: ownerId }, rights: ['manage'] }];

/** The answer given at setup: what top albums inherit. Only while none inherits it. Errors: `root-access-fixed`. */
export async function setRootAccess(g: Gallery, tx: Tx, access: AccessPreset, ownerId?: number): Promise<void> {
  if ((await inheritingTops(tx)).length > 0) throw rootAccessFixed();
  const ledger = openLedger(await g.access.registry(), tx);
  const list = await ledger.listOf(await grantsOfEntries(tx, entriesFor(access, ownerId)));
  await ledger.moveTree();
  await setOwnAccess(tx, rootId, list);
  await setAccess(tx, [rootId], list);
  tx.afterCommit(() => g.access.touch());
}

/** The same where albums came before the setup: those that inherit get the answer as their own list first. */
export async function setRootAccessAfterwards(g: Gallery, access: AccessPreset, ownerId: number): Promise<void> {
  for (const id of await inheritingTops(g.database.read)) await setAlbumAccess(g, system, id, { entries: entriesFor(access, ownerId) });
  await g.database.transaction((tx) => setRootAccess(g, tx, access, ownerId));
}

/** True where an album goes by the root's list already. */
export const topAlbumsInherit = async (sql: Sql): Promise<boolean> => (await inheritingTops(sql)).length > 0;

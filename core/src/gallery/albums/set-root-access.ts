import type { Tx } from '#database';
import type { AccessPreset } from '../access/access-choice.ts';
import { grantsOf } from '../access/access-list.ts';
import { openLedger } from '../access/ledger.ts';
import type { Gallery } from '../gallery.ts';
import { everyonePrincipal, signedInPrincipal } from '../people/principals.ts';
import { rootId } from './album-path.ts';
import { hasAlbums, setAccess, setOwnAccess } from './albums-store.ts';
import { rootAccessFixed } from './errors.ts';

const viewers: Record<AccessPreset, readonly number[]> = { public: [everyonePrincipal], 'signed-in': [signedInPrincipal], private: [] };

/** The answer given at setup: what top albums inherit. Only while there are no albums. Errors: `root-access-fixed`. */
export async function setRootAccess(g: Gallery, tx: Tx, access: AccessPreset): Promise<void> {
  if (await hasAlbums(tx)) throw rootAccessFixed();
  const ledger = openLedger(await g.access.registry(), tx);
  const list = await ledger.listOf(grantsOf(viewers[access].map((principal) => [principal, ['view', 'download']])));
  await ledger.moveRevision();
  await setOwnAccess(tx, rootId, list);
  await setAccess(tx, [rootId], list);
  tx.afterCommit(() => g.access.touch());
}

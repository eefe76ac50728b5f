import type { AccessChoice, AccessEntry } from '../access/access-choice.ts';
import { changeAccess } from '../changes/start-change.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { note } from '../note.ts';
import { entriesOfGrants, grantsOfEntries } from '../people/find-principals.ts';
import { isRoot } from './album-path.ts';
import { lockLivingAlbum } from './album-work.ts';
import { albumById } from './albums-store.ts';
import { countBelowAlbum } from './count-below.ts';

export interface AccessChanged {
  /** Images placed in the album and below it. */
  readonly images: number;
}

/**
 * Says whether an album inherits or has a list of its own. Effective when it returns: pages, bytes, counts and lists of
 * the gallery; what is left is the job `gallery:access-change`. Errors: `album-unknown`, `album-in-trash`, `user-unknown`,
 * `group-unknown`, `not-allowed`.
 */
export async function setAlbumAccess(g: Gallery, actor: Actor, id: number, choice: AccessChoice): Promise<AccessChanged> {
  await changeAccess(g, async (tx, ledger) => {
    const album = await lockLivingAlbum(tx, ledger, id, { actor, right: 'manage', what: 'change who may see' });
    const ownAccessId = choice === 'inherit' ? null : await ledger.listOf(await grantsOfEntries(tx, choice.entries));
    if (ownAccessId === album.ownAccessId) return null;
    await note(g, tx, actor, { deed: 'album-access-changed', id, name: album.title, detail: ownAccessId === null ? 'inherited' : 'own' });
    return { album, parentId: null, ownAccessId };
  });
  return { images: await countBelowAlbum(g.database.read, id) };
}

/** The list an album goes by, and whether it is its own; null where there is no such album. */
export async function readAlbumAccess(g: Gallery, id: number): Promise<{ readonly own: boolean; readonly entries: readonly AccessEntry[] } | null> {
  const album = isRoot(id) ? undefined : await albumById(g.database.read, id);
  if (!album) return null;
  const { lists } = await g.access.registry();
  const grants = lists.get(album.ownAccessId ?? album.accessId)?.grants ?? new Map();
  return { own: album.ownAccessId !== null, entries: await entriesOfGrants(g.database.read, grants) };
}

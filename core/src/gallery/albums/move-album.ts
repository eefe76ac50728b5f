import type { Tx } from '#database';
import { isWider } from '../access/access-list.ts';
import type { Ledger } from '../access/ledger.ts';
import { refuseUnless } from '../access/refuse-unless.ts';
import { changeAccess } from '../changes/start-change.ts';
import { statusNeeded } from '../errors.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { note } from '../note.ts';
import { administers } from '../people/may-change-users.ts';
import { closedOver } from '../people/principals.ts';
import { rootId } from './album-path.ts';
import { lockLivingAlbum } from './album-work.ts';
import { type AlbumRecord, inTrash, lockAlbums } from './albums-store.ts';
import { countBelowAlbum } from './count-below.ts';
import { albumInsideItself, albumTrashed, albumUnknown } from './errors.ts';
import type { AccessChanged } from './set-album-access.ts';

export interface MoveOptions {
  /** Inherits from the new parent also where that shows the album to more people. */
  readonly adopt?: boolean;
}

/**
 * To the end of the albums of another one; null: of the top. An album that inherits and would be shown to more people
 * there keeps the list it went by as its own, unless `adopt`. Errors: `album-unknown`, `album-in-trash`,
 * `album-inside-itself`, `album-too-deep`, `not-allowed`.
 */
export async function moveAlbum(g: Gallery, actor: Actor, id: number, newParentId: number | null, { adopt = false }: MoveOptions = {}): Promise<AccessChanged> {
  const parentId = newParentId ?? rootId;
  const { links } = await g.access.registry();
  await changeAccess(g, async (tx, ledger) => {
    const album = await lockLivingAlbum(tx, ledger, id, { actor, right: 'manage', what: 'move' });
    const parent = await parentFor(tx, ledger, parentId, actor);
    if (parent.path.startsWith(album.path)) throw albumInsideItself(album.title, parent.title);
    if (album.parentId === parentId) return null;
    await note(g, tx, actor, { deed: 'album-moved', id, name: album.title, detail: parentId === rootId ? null : parent.title });
    return { album, parentId, ownAccessId: adopt ? album.ownAccessId : await listKept(ledger, links, { album, wasId: album.accessId, parent }) };
  });
  return { images: await countBelowAlbum(g.database.read, id) };
}

/** Where albums may be put. Errors: `album-unknown`, `album-in-trash`, `not-allowed`. */
export async function parentFor(tx: Tx, ledger: Ledger, id: number, actor: Actor): Promise<AlbumRecord> {
  const [parent] = await lockAlbums(tx, [id]);
  if (!parent || (parent.parentId === null && id !== rootId)) throw albumUnknown(id);
  if (inTrash(parent)) throw albumTrashed(id, 'move albums into it');
  if (id !== rootId) await refuseUnless(tx, ledger, parent, { actor, right: 'upload', what: `move albums into "${parent.title}"` });
  else if (!administers(actor)) throw statusNeeded('move albums to the top', 'administrator');
  return parent;
}

interface Moving {
  readonly album: AlbumRecord;
  /** List the album goes by now, or went by before it was trashed. */
  readonly wasId: number;
  readonly parent: AlbumRecord;
}

/** The list of its own that keeps a moved album from being shown to more people. */
export async function listKept(ledger: Ledger, links: ReadonlySet<number>, { album, wasId, parent }: Moving): Promise<number | null> {
  if (album.ownAccessId !== null) return album.ownAccessId;
  const wider = isWider(await ledger.grants(parent.accessId), await ledger.grants(wasId), (principal) => closedOver(principal, links));
  return wider ? wasId : null;
}

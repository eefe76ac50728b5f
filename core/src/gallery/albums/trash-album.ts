import type { Tx } from '#database';
import { changeAccess } from '../changes/start-change.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { note } from '../note.ts';
import { isTrashed, rootId, trashId } from './album-path.ts';
import { lockLivingAlbum } from './album-work.ts';
import { type AlbumRecord, albumById, lockAlbums } from './albums-store.ts';
import { albumNotTrashed, albumUnknown } from './errors.ts';
import { listKept, parentFor } from './move-album.ts';

/** A move to the trash, with all below it and its placements. Images that also hang elsewhere stay visible there. Errors: `album-unknown`, `not-allowed`. */
export async function trashAlbum(g: Gallery, actor: Actor, id: number): Promise<void> {
  await changeAccess(g, async (tx, ledger) => {
    const album = await lockLivingAlbum(tx, ledger, id, { actor, right: 'manage', what: 'put into the trash' });
    await note(g, tx, actor, { deed: 'album-trashed', id, name: album.title });
    return { album, parentId: trashId, ownAccessId: album.ownAccessId };
  });
}

/**
 * Back where it was, or to the top where that is gone, shown to nobody who did not see it before. Takes the right to put
 * albums there. Errors: `album-unknown`, `album-not-in-trash`, `not-allowed`.
 */
export async function restoreAlbum(g: Gallery, actor: Actor, id: number): Promise<void> {
  const { links } = await g.access.registry();
  await changeAccess(g, async (tx, ledger) => {
    const album = await lockTrashed(tx, id);
    const former = album.trashedFrom === null ? undefined : await albumById(tx, album.trashedFrom);
    const parent = await parentFor(tx, ledger, former && !isTrashed(former.path) ? former.id : rootId, actor);
    await note(g, tx, actor, { deed: 'album-restored', id, name: album.title });
    return { album, parentId: parent.id, ownAccessId: await listKept(ledger, links, { album, wasId: album.trashedAccessId ?? album.accessId, parent }) };
  });
}

/** The top of something in the trash. Errors: `album-unknown`, `album-not-in-trash`. */
export async function lockTrashed(tx: Tx, id: number): Promise<AlbumRecord> {
  const [album] = await lockAlbums(tx, [id]);
  if (!album || album.parentId === null) throw albumUnknown(id);
  if (album.parentId !== trashId) throw albumNotTrashed(album.title);
  return album;
}

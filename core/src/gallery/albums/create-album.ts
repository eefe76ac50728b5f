import type { Tx } from '#database';
import { type Ledger, openLedger } from '../access/ledger.ts';
import { refuseUnless } from '../access/refuse-unless.ts';
import { statusNeeded } from '../errors.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { note } from '../note.ts';
import { grantsOfEntries } from '../people/find-principals.ts';
import { administers } from '../people/may-change-users.ts';
import { tell } from '../tell.ts';
import type { NewAlbum } from './album.ts';
import { isRoot, pathUnder, rootId } from './album-path.ts';
import { readTitle, titleKey } from './album-title.ts';
import { type AlbumRecord, insertAlbum, inTrash, lockAlbums, nextPosition } from './albums-store.ts';
import { albumTooDeep, albumTrashed, albumUnknown } from './errors.ts';
import { freeDirectory } from './free-directory.ts';
import { readSort } from './read-sort.ts';

const longestPath = 680;

/** Its creator manages it while its list lets him view. Errors: `album-unknown`, `album-in-trash`, `not-allowed`, `album-title-empty`. */
export async function createAlbum(g: Gallery, actor: Actor, album: NewAlbum): Promise<number> {
  const title = readTitle(album.title);
  const sort = readSort(album.sort ?? 'taken');
  const registry = await g.access.registry();
  return g.database.transaction(async (tx) => {
    const ledger = openLedger(registry, tx);
    const parent = await parentFor(tx, ledger, actor, album.parentId ?? rootId);
    const { directory, directoryKey } = await freeDirectory(tx, parent, album.directory ?? title);
    const row = {
      parentId: parent.id,
      position: await nextPosition(tx, parent.id),
      title,
      titleKey: titleKey(title),
      description: album.description ?? '',
      sort,
      directory,
      directoryKey,
      creatorId: 'system' in actor ? null : actor.userId,
      ...(await accessFor(tx, ledger, parent, album)),
      now: g.clock(),
    };
    const id = await insertAlbum(tx, row, (made) => pathUnder(parent.path, made));
    await tell(g, tx, 'albums:created', [{ albumId: id }]);
    await note(g, tx, actor, { deed: 'album-created', id, name: title });
    tx.afterCommit(() => g.access.touch());
    return id;
  });
}

async function parentFor(tx: Tx, ledger: Ledger, actor: Actor, id: number): Promise<AlbumRecord> {
  const [parent] = await lockAlbums(tx, [id]);
  if (!parent || (isRoot(id) && id !== rootId)) throw albumUnknown(id);
  if (inTrash(parent)) throw albumTrashed(id, 'make albums in it');
  if (parent.path.length > longestPath) throw albumTooDeep(parent.title);
  if (id !== rootId) await refuseUnless(tx, ledger, parent, { actor, right: 'upload', what: `make albums in "${parent.title}"` });
  else if (!administers(actor)) throw statusNeeded('make albums at the top', 'administrator');
  return parent;
}

async function accessFor(tx: Tx, ledger: Ledger, parent: AlbumRecord, { access = 'inherit' }: NewAlbum) {
  if (access === 'inherit') return { ownAccessId: null, accessId: parent.accessId };
  const own = await grantsOfEntries(tx, access.entries);
  // Where lists differ is kept in memory, by revision.
  await ledger.moveTree();
  const ownAccessId = await ledger.listOf(own);
  return { ownAccessId, accessId: await ledger.effectiveOf(ownAccessId, parent.accessId) };
}

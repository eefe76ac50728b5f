import type { Tx } from '#database';
import type { Check, CheckOptions, Wrong } from '#doctor';
import { isRoot, pathUnder, trashId } from '../albums/album-path.ts';
import { type AlbumRecord, albumById, lockAlbums, movePlace, nextPosition } from '../albums/albums-store.ts';
import { freeDirectory } from '../albums/free-directory.ts';
import { makeEffective } from '../changes/finish-access-changes.ts';
import type { Gallery } from '../gallery.ts';
import { orphans, setPath, wrongPaths } from './album-tree-store.ts';

export const checkAlbumTree = (g: Gallery): Check => ({
  name: 'albums and their places',
  codes: {
    'album-orphan': 'Albums hang below an album that does not exist; mended, they lie in the trash, from where they can be restored.',
    'album-path': 'Albums are not found below their parent, because the path that is kept of them is another one.',
  },
  async *run(options) {
    if (options.repair) await makeEffective(g, options.signal);
    yield* all(g, { ...options, code: 'album-orphan', find: orphans, mend: intoTrash });
    yield* all(g, { ...options, code: 'album-path', find: wrongPaths, mend: mendPath });
  },
});

interface Part extends CheckOptions {
  readonly code: string;
  readonly find: typeof wrongPaths;
  readonly mend: (tx: Tx, album: AlbumRecord) => Promise<boolean>;
}

/** What lies below may be seen to be wrong once what is above it is right: asked until nothing new is found. */
async function* all(g: Gallery, { code, find, mend, repair }: Part): AsyncIterable<Wrong> {
  const seen = new Set<number>();
  for (;;) {
    const fresh = (await find(g.database.read)).filter(({ id }) => !seen.has(id));
    if (fresh.length === 0) return;
    for (const { id } of fresh) {
      seen.add(id);
      yield { code, what: `album ${id}`, repaired: repair && (await mended(g, id, mend)) };
    }
  }
}

const mended = (g: Gallery, id: number, mend: Part['mend']): Promise<boolean> =>
  g.database.transaction(async (tx) => {
    const [album] = await lockAlbums(tx, [id]);
    tx.afterCommit(() => g.access.touch());
    return album === undefined || mend(tx, album);
  });

async function mendPath(tx: Tx, album: AlbumRecord): Promise<boolean> {
  const parent = album.parentId === null ? undefined : await albumById(tx, album.parentId);
  if (!parent) return false;
  if (await isCircle(tx, album)) return intoTrash(tx, album);
  await setPath(tx, album.id, pathUnder(parent.path, album.id));
  return true;
}

async function isCircle(tx: Tx, album: AlbumRecord): Promise<boolean> {
  const passed = new Set<number>();
  for (let at: AlbumRecord | undefined = album; at && !isRoot(at.id); at = at.parentId === null ? undefined : await albumById(tx, at.parentId)) {
    if (passed.has(at.id)) return true;
    passed.add(at.id);
  }
  return false;
}

async function intoTrash(tx: Tx, album: AlbumRecord): Promise<boolean> {
  const trash = await albumById(tx, trashId);
  if (!trash) return false;
  const place = { parentId: trashId, path: pathUnder(trash.path, album.id), position: await nextPosition(tx, trashId) };
  await movePlace(tx, album.id, { ...place, ...(await freeDirectory(tx, trash, album.directory)), trashedFrom: null, trashedAccessId: album.accessId });
  return true;
}

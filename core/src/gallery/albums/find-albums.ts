import { holdsEveryone } from '../access/audience.ts';
import type { Registry } from '../access/registry.ts';
import type { Gallery } from '../gallery.ts';
import { groupBy } from '../group-by.ts';
import { signedInPrincipal } from '../people/principals.ts';
import type { Album, AlbumEntry } from './album.ts';
import { isRoot, rootId } from './album-path.ts';
import { titleKey } from './album-title.ts';
import { type AlbumRecord, albumById, allAlbums, childByTitle, inTrash, trashedTops } from './albums-store.ts';

const albumOf = (record: AlbumRecord): Album => ({
  id: record.id,
  parentId: record.parentId === null || isRoot(record.parentId) ? null : record.parentId,
  title: record.title,
  description: record.description,
  sort: record.sort,
  coverImageId: record.coverImageId,
  creatorId: record.creatorId,
  inTrash: inTrash(record),
  ownAccess: record.ownAccessId !== null,
  createdAt: record.createdAt,
});

/** Without regard to who looks. */
export async function findAlbum({ database }: Gallery, id: number): Promise<Album | null> {
  const record = isRoot(id) ? undefined : await albumById(database.read, id);
  return record ? albumOf(record) : null;
}

/** Exists and is not in the trash. */
export async function albumIsLiving(g: Gallery, id: number): Promise<boolean> {
  const album = await findAlbum(g, id);
  return album !== null && !album.inTrash;
}

/** The living album of this title under that parent (null: the top); of several the first. */
export async function childAlbum({ database }: Gallery, parentId: number | null, title: string): Promise<number | null> {
  const wanted = title.normalize('NFC').trim();
  const found = await childByTitle(database.read, parentId ?? rootId, titleKey(wanted));
  return found.find((album) => album.title === wanted)?.id ?? null;
}

/** By titles from the top; the trash is not looked at. */
export async function findAlbumByPath(g: Gallery, titles: readonly string[]): Promise<number | null> {
  let at: number | null = null;
  for (const title of titles) {
    at = await childAlbum(g, at, title);
    if (at === null) return null;
  }
  return at;
}

/** Tops of what was put into the trash, the latest first. */
export const listTrash = async ({ database }: Gallery): Promise<Album[]> => (await trashedTops(database.read)).map(albumOf);

/** All living albums in the order of the tree, without regard to who looks. */
export async function listAlbums(g: Gallery): Promise<AlbumEntry[]> {
  const registry = await g.access.registry();
  const rows = await allAlbums(g.database.read);
  const children = groupBy(rows, (row) => row.parentId ?? rootId);
  const listed: AlbumEntry[] = [];
  const walk = (parentId: number, above: readonly string[]): void => {
    for (const row of children.get(parentId) ?? []) {
      const path = [...above, row.title];
      listed.push({
        id: row.id,
        parentId: parentId === rootId ? null : parentId,
        title: row.title,
        path,
        images: row.images,
        ownAccess: row.ownAccessId !== null,
        access: accessWord(registry, row.accessId),
      });
      walk(row.id, path);
    }
  };
  walk(rootId, []);
  return listed;
}

function accessWord(registry: Registry, accessId: number): AlbumEntry['access'] {
  const audience = registry.audiences.get(registry.lists.get(accessId)?.audienceId ?? 0) ?? [];
  if (holdsEveryone(audience)) return 'public';
  return audience.includes(signedInPrincipal) ? 'signed-in' : 'private';
}

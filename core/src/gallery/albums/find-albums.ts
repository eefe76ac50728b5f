import type { Gallery } from '../gallery.ts';
import { groupBy } from '../group-by.ts';
import { accessWord } from './access-word.ts';
import type { Album, AlbumEntry } from './album.ts';
import { ancestorsOf, isRoot, rootId } from './album-path.ts';
import { titleKey } from './album-title.ts';
import { type AlbumRecord, albumById, allAlbums, childByTitle, inTrash, trashedTops } from './albums-store.ts';
import { type AlbumText, textsOfAlbum, titlesOf } from './browse-albums-store.ts';

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

/** The living albums of this title under that parent (null: the top), in order. */
export async function childAlbums({ database }: Gallery, parentId: number | null, title: string): Promise<number[]> {
  const wanted = title.normalize('NFC').trim();
  const found = await childByTitle(database.read, parentId ?? rootId, titleKey(wanted));
  return found.filter((album) => album.title === wanted).map(({ id }) => id);
}

/** The first of {@link childAlbums}. */
export const childAlbum = async (g: Gallery, parentId: number | null, title: string): Promise<number | null> =>
  (await childAlbums(g, parentId, title))[0] ?? null;

/** Albums it lies in, from the top down, without itself; empty where there is no such album. */
export async function albumsAbove({ database }: Gallery, id: number): Promise<{ readonly id: number; readonly title: string }[]> {
  const record = isRoot(id) ? undefined : await albumById(database.read, id);
  if (!record) return [];
  const titles = await titlesOf(database.read, ancestorsOf(record.path));
  return ancestorsOf(record.path).flatMap((one) => (titles.has(one) ? [{ id: one, title: titles.get(one) as string }] : []));
}

/** What was translated of its title and description, by language. */
export const albumTexts = ({ database }: Gallery, id: number): Promise<AlbumText[]> => textsOfAlbum(database.read, id);

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

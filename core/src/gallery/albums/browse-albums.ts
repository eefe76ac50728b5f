import type { Actor, Gallery } from '../gallery.ts';
import { accessWord } from './access-word.ts';
import type { AlbumEntry } from './album.ts';
import { ancestorsOf, rootId, trashId } from './album-path.ts';
import { titleKey } from './album-title.ts';
import { albumById } from './albums-store.ts';
import {
  albumsAt,
  albumsIn,
  albumsLike,
  type BrowsedRow,
  countAlbumsLike,
  countsOfAlbumsIn,
  countTrashedFrom,
  imagesBelow,
  titlesOf,
  trashedFrom,
} from './browse-albums-store.ts';
import { albumUnknown } from './errors.ts';
import { isWithin, managedSubtrees, type Subtrees } from './managed-albums.ts';

/** An album in a list of the administration. */
export interface BrowsedAlbum {
  readonly id: number;
  readonly title: string;
  /** Titles of the albums it lies in, from the top down; empty where the list is of one album's. */
  readonly above: readonly string[];
  /** Albums directly in it. */
  readonly albums: number;
  /** Placements in it and below it. */
  readonly images: number;
  readonly ownAccess: boolean;
  /** Lies in another album, not at the top. */
  readonly isBelow: boolean;
  readonly access: AlbumEntry['access'];
}

export interface BrowsedAlbums {
  readonly albums: readonly BrowsedAlbum[];
  readonly total: number;
}

export interface Page {
  /** From 0. */
  readonly offset: number;
  readonly limit: number;
}

const whole = `/${rootId}/`;
const isAll = (subtrees: Subtrees): boolean => subtrees[0] === whole;

/**
 * Albums directly in an album in their order; null: at the top, for who administers a part of the tree the tops of that.
 * What it costs does not depend on how many there are elsewhere. Errors: `album-unknown`, also for others' albums.
 */
export async function browseAlbums(g: Gallery, actor: Actor, parentId: number | null, page: Page): Promise<BrowsedAlbums> {
  const subtrees = await managedSubtrees(g, actor);
  if (isAll(subtrees)) return browse(g, parentId ?? rootId, page);
  const sql = g.database.read;
  if (parentId !== null) {
    const parent = await albumById(sql, parentId);
    if (!parent || !isWithin(subtrees, parent.path)) throw albumUnknown(parentId);
    return browse(g, parentId, page);
  }
  if (subtrees.length === 0) return { albums: [], total: 0 };
  const rows = await albumsAt(sql, subtrees, page);
  return { albums: await linesOf(g, rows, new Map()), total: subtrees.length };
}

/** Tops of what was put into the trash, the latest first; for who administers a part of the tree what lay below an album of his. */
export async function browseTrash(g: Gallery, actor: Actor, page: Page): Promise<BrowsedAlbums> {
  const subtrees = await managedSubtrees(g, actor);
  if (isAll(subtrees)) return browse(g, trashId, { ...page, lastFirst: true });
  const sql = g.database.read;
  const [rows, total] = await Promise.all([trashedFrom(sql, subtrees, page), countTrashedFrom(sql, subtrees)]);
  return { albums: await linesOf(g, rows, new Map()), total };
}

/** Something in the trash that this actor can bring back; null for others, and where it is not there. */
export async function findTrashed(g: Gallery, actor: Actor, id: number): Promise<{ readonly id: number; readonly title: string } | null> {
  const sql = g.database.read;
  const [album, subtrees] = await Promise.all([albumById(sql, id), managedSubtrees(g, actor)]);
  if (album?.parentId !== trashId) return null;
  const former = album.trashedFrom === null ? undefined : await albumById(sql, album.trashedFrom);
  return isAll(subtrees) || (former && isWithin(subtrees, former.path)) ? { id, title: album.title } : null;
}

async function browse(g: Gallery, at: number, page: Page & { readonly lastFirst?: boolean }): Promise<BrowsedAlbums> {
  const sql = g.database.read;
  const [rows, counts] = await Promise.all([albumsIn(sql, at, page), countsOfAlbumsIn(sql, [at])]);
  return { albums: await linesOf(g, rows, new Map()), total: counts.get(at) ?? 0 };
}

/** Living albums that this actor administers and whose title holds the words, letter case aside; each with where it lies. Nothing is found by nothing. */
export async function searchAlbums(g: Gallery, actor: Actor, words: string, page: Page): Promise<BrowsedAlbums> {
  const sql = g.database.read;
  const key = titleKey(words.trim());
  if (key === '') return { albums: [], total: 0 };
  const subtrees = await managedSubtrees(g, actor);
  const [rows, total] = await Promise.all([albumsLike(sql, subtrees, key, page), countAlbumsLike(sql, subtrees, key)]);
  const titles = await titlesOf(sql, [...new Set(rows.flatMap(({ path }) => managedAbove(path, subtrees)))]);
  return { albums: await linesOf(g, rows, titles), total };
}

/** What lies above the tops of somebody's subtrees is not his to know. */
const managedAbove = (path: string, subtrees: Subtrees): number[] => {
  const top = subtrees.find((one) => path.startsWith(one)) ?? whole;
  const hidden = new Set(ancestorsOf(top));
  return ancestorsOf(path).filter((id) => !hidden.has(id));
};

async function linesOf(g: Gallery, rows: readonly BrowsedRow[], titles: ReadonlyMap<number, string>): Promise<BrowsedAlbum[]> {
  const sql = g.database.read;
  const ids = rows.map(({ id }) => id);
  const registry = await g.access.registry();
  const [counts, images] = await Promise.all([countsOfAlbumsIn(sql, ids), imagesBelow(sql, ids)]);
  return rows.map(({ id, path, title, ownAccessId, accessId }) => ({
    id,
    title,
    above: ancestorsOf(path).flatMap((one) => titles.get(one) ?? []),
    albums: counts.get(id) ?? 0,
    images: images.get(id) ?? 0,
    ownAccess: ownAccessId !== null,
    isBelow: ancestorsOf(path).length > 0,
    access: accessWord(registry, accessId),
  }));
}

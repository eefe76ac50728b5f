import type { View } from '../access/access.ts';
import { rightsOf } from '../access/access-list.ts';
import { keptASecond } from '../access/kept-a-second.ts';
import { grants } from '../access/rights.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { administers } from '../people/may-change-users.ts';
import type { Album } from './album.ts';
import { idsOf } from './album-path.ts';
import { albumsAbove, findAlbum } from './find-albums.ts';
import { albumsByListOrCreator } from './managed-albums-store.ts';

/** Subtrees of living albums, by the path of their top; `/1/` is the whole tree. */
export type Subtrees = readonly string[];

/**
 * What somebody administers of the tree: all of it, or the subtrees whose top a list entrusts to him or he made himself.
 * None of them lies in another.
 */
export async function managedSubtrees(g: Gallery, actor: Actor): Promise<Subtrees> {
  if (administers(actor)) return ['/1/'];
  if ('system' in actor || actor.userId === null) return [];
  const { lists } = await g.access.registry();
  const rightsBy = (id: number) => rightsOf(lists.get(id)?.grants ?? new Map(), actor.principals);
  const managing = [...lists.keys()].filter((id) => grants(rightsBy(id), 'manage'));
  const found = await albumsByListOrCreator(g.database.read, managing, actor.userId);
  const paths = found.filter(({ ownAccessId, accessId }) => managing.includes(ownAccessId ?? 0) || rightsBy(accessId).has('view')).map(({ path }) => path);
  const tops: string[] = [];
  // What lies in one of them comes right after it.
  for (const path of paths.toSorted()) if (!path.startsWith(tops.at(-1) ?? ' ')) tops.push(path);
  return tops;
}

/** Whether somebody administers any album, so that there is an administration for him. */
export const managesAlbums = async (g: Gallery, actor: Actor): Promise<boolean> => (await managedSubtrees(g, actor)).length > 0;

const entrusted = new WeakMap<View, boolean>();
const kept = keptASecond<boolean>();

/**
 * Whether a list entrusts some album to him now: for what every page shows. Costs nothing for who was never entrusted
 * with any; else it is asked once a second. An album of his own making does not count.
 */
export async function isEntrusted(g: Gallery, actor: Actor): Promise<boolean> {
  if ('system' in actor || actor.userId === null) return false;
  const view = await g.access.view(actor.principals);
  const ever = entrusted.get(view) ?? (await mayEverManage(g, actor.principals, view));
  entrusted.set(view, ever);
  return ever && kept(g, view, 'entrusted', () => managesAlbums(g, actor));
}

async function mayEverManage(g: Gallery, principals: readonly number[], view: View): Promise<boolean> {
  const { lists } = await g.access.registry();
  return [...view.lists].some((id) => grants(rightsOf(lists.get(id)?.grants ?? new Map(), principals), 'manage'));
}

export const isWithin = (subtrees: Subtrees, path: string): boolean => subtrees.some((top) => path.startsWith(top));

export interface ManagedAlbum extends Album {
  /** Albums it lies in that are administered too, from the top down. */
  readonly above: readonly { readonly id: number; readonly title: string }[];
  /** False where it is a top of what is administered: what lies beside it belongs to others. */
  readonly hasManagedParent: boolean;
}

/** A living album for who administers it; null for others, and where there is none. */
export async function managedAlbum(g: Gallery, actor: Actor, id: number): Promise<ManagedAlbum | null> {
  const [album, subtrees] = await Promise.all([findAlbum(g, id), managedSubtrees(g, actor)]);
  if (!album || album.inTrash) return null;
  const above = await albumsAbove(g, id);
  const ids = [1, ...above.map((one) => one.id), id];
  const top = subtrees.map((path) => idsOf(path)).find((way) => way.every((one, at) => ids[at] === one));
  if (!top) return null;
  const managed = new Set(ids.slice(top.length - 1));
  return { ...album, above: above.filter((one) => managed.has(one.id)), hasManagedParent: top.length < ids.length };
}

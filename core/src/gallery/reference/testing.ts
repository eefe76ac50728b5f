import type { Right } from '@picturerail/sdk';
import type { ImageState } from '../images/image.ts';

/**
 * What the gallery must answer, written down as plainly as the rules read: no ids of lists, no counts that are kept, no
 * visibilities. Slow, and meant to be.
 */
export type Who = 'everyone' | 'signed-in' | `u${number}` | `g${number}`;
export type List = ReadonlyMap<Who, ReadonlySet<Right>>;

export interface ModelAlbum {
  readonly id: number;
  /** Null: the top, `trash`: a top in the trash. */
  parent: number | null | 'trash';
  own: List | null;
  from: number | null;
  was: List | null;
  readonly creator: Who | null;
  /** Chosen by a person. */
  cover: number | null;
}

export interface ModelImage {
  readonly id: number;
  /** Oldest placement first. */
  placements: number[];
  main: number | null;
  state: ImageState;
  before: ImageState;
  own: List | null;
  readonly uploader: Who | null;
  readonly takenAt: number | null;
}

export interface World {
  root: List;
  readonly albums: Map<number, ModelAlbum>;
  readonly images: Map<number, ModelImage>;
  /** Members by group. */
  readonly groups: Map<Who, Set<Who>>;
}

export interface ModelViewer {
  readonly who: Who | null;
  readonly principals: ReadonlySet<Who>;
}

const all: readonly Right[] = ['view', 'download', 'upload', 'edit', 'edit-own', 'delete', 'delete-own', 'manage'];

export function closed(rights: Iterable<Right>): Set<Right> {
  const set = new Set(rights);
  if (set.size > 0) set.add('view');
  if (set.has('edit')) set.add('edit-own');
  if (set.has('delete')) set.add('delete-own');
  return set.has('manage') ? new Set([...set, ...all]) : set;
}

export function listOf(entries: Iterable<readonly [Who, Iterable<Right>]>): List {
  const list = new Map<Who, Set<Right>>();
  for (const [who, rights] of entries) list.set(who, closed([...(list.get(who) ?? []), ...rights]));
  for (const [who, rights] of list) if (rights.size === 0) list.delete(who);
  return list;
}

export const viewerOf = (world: World, who: Who | null): ModelViewer => ({
  who,
  principals: new Set<Who>(
    who === null ? ['everyone'] : ['everyone', 'signed-in', who, ...[...world.groups].filter(([, members]) => members.has(who)).map(([group]) => group)],
  ),
});

export const rightsIn = (list: List, principals: Iterable<Who>): Set<Right> => closed([...principals].flatMap((one) => [...(list.get(one) ?? [])]));

export function above(world: World, id: number): ModelAlbum[] {
  const album = world.albums.get(id);
  if (!album) return [];
  return typeof album.parent === 'number' ? [album, ...above(world, album.parent)] : [album];
}

export const isTrashed = (world: World, id: number): boolean => above(world, id).at(-1)?.parent === 'trash';

export const isBelow = (world: World, id: number, top: number): boolean => above(world, id).some((album) => album.id === top);

/** The list an album goes by. */
export function effective(world: World, id: number): List {
  const album = world.albums.get(id) as ModelAlbum;
  if (isTrashed(world, id)) return new Map();
  const parent = album.parent === null ? world.root : effective(world, album.parent as number);
  if (!album.own) return parent;
  return listOf([...album.own, ...[...parent].filter(([, rights]) => rights.has('manage'))]);
}

export const seesAlbum = (world: World, viewer: ModelViewer, id: number): boolean => rightsIn(effective(world, id), viewer.principals).has('view');

export function managesByMaking(world: World, viewer: ModelViewer, id: number): boolean {
  return (
    !isTrashed(world, id) && above(world, id).some((album) => album.creator !== null && album.creator === viewer.who && seesAlbum(world, viewer, album.id))
  );
}

/** State and own list, the albums aside. */
export const isOpen = (viewer: ModelViewer, image: ModelImage): boolean =>
  image.state === 'published' && (image.own === null || rightsIn(image.own, viewer.principals).has('view'));

export const isListed = (world: World, viewer: ModelViewer, image: ModelImage): boolean =>
  isOpen(viewer, image) && image.placements.some((album) => seesAlbum(world, viewer, album));

/** Ids of images that lie, a time for each placement, in an album and below where the viewer may look. */
export function reachable(world: World, viewer: ModelViewer, top: number): number[] {
  const open = [...world.images.values()].filter((image) => isOpen(viewer, image));
  return open.flatMap((image) => image.placements.filter((album) => isBelow(world, album, top) && seesAlbum(world, viewer, album)).map(() => image.id));
}

/** The album under which an album is shown: its nearest visible ancestor, or the top. */
export const shownUnder = (world: World, viewer: ModelViewer, id: number): number | null =>
  above(world, id)
    .slice(1)
    .find((album) => seesAlbum(world, viewer, album.id))?.id ?? null;

export const shownIn = (world: World, viewer: ModelViewer, parent: number | null): number[] =>
  [...world.albums.keys()].filter((id) => seesAlbum(world, viewer, id) && shownUnder(world, viewer, id) === parent);

export function rightsOn(world: World, viewer: ModelViewer, image: ModelImage): Set<Right> | null {
  const by = (album: number) => rightsIn(effective(world, album), viewer.principals);
  const main = image.main !== null && image.placements.includes(image.main) ? by(image.main) : new Set<Right>();
  const any = new Set(image.placements.flatMap((album) => [...by(album)]).filter((right) => right === 'view' || right === 'download'));
  if (main.has('manage') || (image.main !== null && managesByMaking(world, viewer, image.main))) return new Set(all);
  const own = image.own && rightsIn(image.own, viewer.principals);
  const uploaded = viewer.who !== null && image.uploader === viewer.who;
  const rights = new Set<Right>();
  if (image.state === 'published' && any.has('view') && (!own || own.has('view'))) {
    for (const right of main) if (right !== 'view' && right !== 'download') rights.add(right);
    rights.add('view');
    if (any.has('download') && (!own || own.has('download'))) rights.add('download');
  }
  if (uploaded && image.state !== 'published') {
    rights.add('view');
    rights.add('download');
  }
  if (!rights.has('view')) return null;
  for (const right of ['edit', 'delete'] as const) {
    if (!uploaded) rights.delete(`${right}-own`);
    else if (main.has(`${right}-own`)) rights.add(`${right}-own`).add(right);
  }
  return rights;
}

/** Whether one list grants somebody something that the other one does not. */
export function isWider(wide: List, narrow: List): boolean {
  const closure = (who: Who): Who[] => (who === 'everyone' ? ['everyone'] : who === 'signed-in' ? ['signed-in', 'everyone'] : [who, 'signed-in', 'everyone']);
  return [...wide].some(([who, rights]) => [...rights].some((right) => !rightsIn(narrow, closure(who)).has(right)));
}

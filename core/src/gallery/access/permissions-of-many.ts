import type { Right, Viewer } from '@picturerail/sdk';
import { chunks } from '#database';
import { chainOf, idsOf, isRoot } from '../albums/album-path.ts';
import { albumsById } from '../albums/albums-store.ts';
import type { Gallery } from '../gallery.ts';
import { groupBy } from '../group-by.ts';
import { administers } from '../people/may-change-users.ts';
import { type Grants, rightsOf } from './access-list.ts';
import { grantedInChain } from './album-rights.ts';
import { imageCases, madeBy } from './image-case-store.ts';
import { rightsOnImage } from './image-rights.ts';
import { type CaseRow, caseOf } from './permissions.ts';
import { grants } from './rights.ts';

/** What is asked for. */
export interface RightWanted {
  readonly right: Right;
  /** True where the viewer's status alone gives him the right, on everything he may view. */
  readonly byStatus: boolean;
}

const atOnce = 500;

async function grantsIn(g: Gallery): Promise<(accessId: number) => Grants> {
  const { lists } = await g.access.registry();
  return (accessId) => lists.get(accessId)?.grants ?? new Map();
}

/**
 * For each album, by index, in two statements for each 500: what does not exist, nobody may. Administrators may all but
 * view what was not granted to them: in the gallery they see what everybody in their place does.
 */
export async function mayOnAlbums(g: Gallery, viewer: Viewer, albumIds: readonly number[], { right, byStatus }: RightWanted): Promise<boolean[]> {
  const granted = new Map<number, ReadonlySet<Right>>();
  for (const part of chunks([...new Set(albumIds)], atOnce)) for (const [id, rights] of await grantedOnAlbums(g, viewer, part)) granted.set(id, rights);
  return albumIds.map((id) => {
    const rights = granted.get(id);
    if (!rights) return false;
    return grants(rights, right) || (byStatus && rights.has('view')) || (right !== 'view' && administers(viewer));
  });
}

async function grantedOnAlbums(g: Gallery, viewer: Viewer, albumIds: readonly number[]): Promise<Map<number, ReadonlySet<Right>>> {
  const grantsOf = await grantsIn(g);
  const albums = (await albumsById(g.database.read, albumIds)).filter(({ id }) => !isRoot(id));
  const known = new Map(albums.map((album) => [album.id, album]));
  const missing = new Set(albums.flatMap(({ path }) => idsOf(path)).filter((id) => !known.has(id)));
  for (const part of chunks([...missing], atOnce)) for (const album of await albumsById(g.database.read, part)) known.set(album.id, album);
  const rights = new Map<number, ReadonlySet<Right>>();
  for (const { id, path } of albums) {
    const chain = idsOf(path).flatMap((above) => known.get(above) ?? []);
    rights.set(id, await grantedInChain(chain, viewer, grantsOf));
  }
  return rights;
}

/** For each image, by index, decided exactly, in two statements for each 500: what the viewer may not see, he may not in any way. */
export async function mayOnImages(g: Gallery, viewer: Viewer, imageIds: readonly number[], { right, byStatus }: RightWanted): Promise<boolean[]> {
  const may = new Map<number, boolean>();
  for (const part of chunks([...new Set(imageIds)], atOnce)) {
    for (const [id, rights] of await rightsOnImages(g, viewer, part)) may.set(id, byStatus || grants(rights, right));
  }
  return imageIds.map((id) => may.get(id) ?? false);
}

async function rightsOnImages(g: Gallery, viewer: Viewer, imageIds: readonly number[]): Promise<Map<number, ReadonlySet<Right>>> {
  const grantsOf = await grantsIn(g);
  const cases = groupBy(await imageCases(g.database.read, imageIds), ({ id }) => id);
  const chains = new Map([...cases].map(([id, rows]) => [id, mainChain(rows)]));
  const managed = await managedByMaking(g, viewer, { albumIds: new Set([...chains.values()].flat()), grantsOf });
  const allowed = new Map<number, ReadonlySet<Right>>();
  for (const [id, rows] of cases) {
    const managesAsCreator = (chains.get(id) ?? []).some((album) => managed.has(album));
    const rights = rightsOnImage(caseOf(rows, rows[0] as CaseRow), { viewer, grantsOf, managesAsCreator });
    if (rights) allowed.set(id, rights);
  }
  return allowed;
}

function mainChain(rows: readonly CaseRow[]): readonly number[] {
  const main = rows.find((row) => row.placedIn === row.albumId)?.path;
  return main ? chainOf(main) : [];
}

interface Making {
  readonly albumIds: ReadonlySet<number>;
  readonly grantsOf: (accessId: number) => Grants;
}

/** Albums that the viewer has made and may view: he manages them and all below. */
async function managedByMaking(g: Gallery, { userId, principals }: Viewer, { albumIds, grantsOf }: Making): Promise<ReadonlySet<number>> {
  if (userId === null || albumIds.size === 0) return new Set();
  const made = [];
  for (const part of chunks([...albumIds], atOnce)) made.push(...(await madeBy(g.database.read, userId, part)));
  return new Set(made.filter(({ accessId }) => rightsOf(grantsOf(accessId), principals).has('view')).map(({ id }) => id));
}

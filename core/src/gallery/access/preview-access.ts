import type { Right } from '@picturerail/sdk';
import { isRoot, rootId } from '../albums/album-path.ts';
import { albumById, ownAccessBelow } from '../albums/albums-store.ts';
import { imagesBelow } from '../albums/browse-albums-store.ts';
import type { Gallery } from '../gallery.ts';
import { entriesOfGrants, grantsOfEntries } from '../people/find-principals.ts';
import { closedOver } from '../people/principals.ts';
import type { AccessChoice, AccessEntry } from './access-choice.ts';
import { effectiveGrants, type Grants, rightsOf } from './access-list.ts';

export interface AccessPreview {
  /** Who would get which rights that he does not have now; empty where nobody gets more. */
  readonly gains: readonly AccessEntry[];
  /** Placements that go by the album's list: in it, and below it where albums inherit. */
  readonly images: number;
}

/** What a choice of the access list would come to, before it is made; null where there is no such album. Errors: `user-unknown`, `group-unknown`. */
export async function previewAccess(g: Gallery, albumId: number, choice: AccessChoice): Promise<AccessPreview | null> {
  const sql = g.database.read;
  const album = isRoot(albumId) ? undefined : await albumById(sql, albumId);
  const parent = album && (await albumById(sql, album.parentId ?? rootId));
  if (!album || !parent) return null;
  const { lists, links } = await g.access.registry();
  const listed = (id: number): Grants => lists.get(id)?.grants ?? new Map();
  const above = listed(parent.accessId);
  const next = choice === 'inherit' ? above : effectiveGrants(await grantsOfEntries(sql, choice.entries), above);
  const gained = gainsOf(next, listed(album.accessId), (principal) => closedOver(principal, links));
  return { gains: await entriesOfGrants(sql, gained), images: await imagesGoingBy(g, album) };
}

/** Who would get which rights on the images of an album that is merged into another; null where there is no such album. */
export async function previewMerge(g: Gallery, albumId: number, intoId: number): Promise<AccessPreview | null> {
  const sql = g.database.read;
  const [album, into] = [await albumById(sql, albumId), await albumById(sql, intoId)];
  if (!album || !into) return null;
  const { lists, links } = await g.access.registry();
  const listed = (id: number): Grants => lists.get(id)?.grants ?? new Map();
  const gained = gainsOf(listed(into.accessId), listed(album.accessId), (principal) => closedOver(principal, links));
  return { gains: await entriesOfGrants(sql, gained), images: (await imagesBelow(sql, [album.id])).get(album.id) ?? 0 };
}

function gainsOf(next: Grants, now: Grants, closed: (principal: number) => readonly number[]): Grants {
  const gains = new Map<number, readonly Right[]>();
  for (const [principal, rights] of next) {
    const had = rightsOf(now, closed(principal));
    const more = rights.filter((right) => !had.has(right));
    if (more.length > 0) gains.set(principal, more);
  }
  return gains;
}

/** Without what lies below albums with lists of their own. These come in the order of paths: an outer one before those in it. */
async function imagesGoingBy(g: Gallery, album: { readonly id: number; readonly path: string }): Promise<number> {
  const own = await ownAccessBelow(g.database.read, album.path);
  const tops: typeof own = [];
  for (const one of own) if (!one.path.startsWith(tops.at(-1)?.path ?? ' ')) tops.push(one);
  const images = await imagesBelow(g.database.read, [album.id, ...tops.map(({ id }) => id)]);
  return [...images].reduce((sum, [id, count]) => (id === album.id ? sum + count : sum - count), 0);
}

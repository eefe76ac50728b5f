import { ancestorsOf, rootId } from '../albums/album-path.ts';
import type { Boundary } from './boundaries-store.ts';

/** Albums by the visible album they hang under although it is not their parent, or by the root. */
export type HangingAlbums = ReadonlyMap<number, readonly number[]>;

/**
 * Albums that somebody may see below parents that he may not: each hangs under its nearest visible ancestor. Between
 * two boundaries all albums go by one list, so looking at boundaries is looking at all. What lies at the top lies there
 * for everyone, whether or not he may see what new albums inherit.
 */
export function hangingAlbums(boundaries: ReadonlyMap<number, Boundary>, lists: ReadonlySet<number>): HangingAlbums {
  const hanging = new Map<number, number[]>();
  for (const boundary of boundaries.values()) {
    const isAtTop = ancestorsOf(boundary.path).length === 0;
    if (isAtTop || !lists.has(boundary.accessId) || lists.has(boundary.aboveId)) continue;
    const under = nearestVisible(boundary, boundaries, lists);
    hanging.set(under, [...(hanging.get(under) ?? []), boundary.id]);
  }
  return hanging;
}

function nearestVisible({ path, aboveId }: Boundary, boundaries: ReadonlyMap<number, Boundary>, lists: ReadonlySet<number>): number {
  let accessId = aboveId;
  for (const id of ancestorsOf(path).reverse()) {
    if (lists.has(accessId)) return id;
    accessId = boundaries.get(id)?.aboveId ?? accessId;
  }
  return rootId;
}

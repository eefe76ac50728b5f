import { viewersOf } from '../access/access-list.ts';
import { type Audience, audienceDigest, audienceOf, holdsEveryone } from '../access/audience.ts';
import { hiddenNarrow, openNarrow, type Registry, visibilityKey } from '../access/registry.ts';
import { sortKey } from '../images/sort-key.ts';
import type { FactRow } from './image-facts-store.ts';

export type Fault = 'image-narrow' | 'placement-narrow' | 'image-visibility' | 'image-main-album' | 'image-order';

/** What is wrong with one image, from what one statement saw of it and the lists in memory. */
export type Judge = (rows: readonly FactRow[]) => Fault[];

/** Keys of the lists that images with these facts should have are worked out once for all images that share them. */
export function judgeOver(registry: Registry): Judge {
  const narrowOf = remembered((ownAccessId: number) => narrowOfList(registry, ownAccessId));
  const visibilityOf = remembered((facts: string) => visibilityOfFacts(registry, facts));
  return (rows) => {
    const [image] = rows;
    if (!image) return [];
    const placed = rows.filter((row) => row.albumId !== null);
    const narrowId = image.state !== 'published' ? hiddenNarrow : image.ownAccessId === null ? openNarrow : narrowOf(image.ownAccessId);
    const lists = [...new Set(placed.map((row) => row.accessId))].sort((a, b) => a - b);
    const faults: Fault[] = [];
    if (image.narrowId !== narrowId) faults.push('image-narrow');
    if (placed.some((row) => row.placedNarrowId !== narrowId)) faults.push('placement-narrow');
    if (rows.every((row) => row.changing === 0) && image.visibilityId !== visibilityOf(`${narrowId}:${lists.join()}`)) faults.push('image-visibility');
    if (image.mainAlbumId !== null && !placed.some((row) => row.albumId === image.mainAlbumId)) faults.push('image-main-album');
    if (placed.some(isMisplaced)) faults.push('image-order');
    return faults;
  };
}

/** By hand there is no order but the one that is kept. */
export const isMisplaced = (row: FactRow): boolean => row.sort !== 'manual' && !sortKey(row.sort, row).equals(row.sortKey);

function remembered<K extends string | number, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key) as V;
  };
}

const viewers = (registry: Registry, accessId: number): Audience => viewersOf(registry.lists.get(accessId)?.grants ?? new Map(), registry.links);

/** Undefined where no image can have it rightly, because it was never interned. */
function narrowOfList(registry: Registry, ownAccessId: number): number | undefined {
  const audience = viewers(registry, ownAccessId);
  if (holdsEveryone(audience)) return openNarrow;
  return audience.length === 0 ? hiddenNarrow : registry.narrowIds.get(registry.audienceIds.get(audienceDigest(audience)) ?? 0);
}

function visibilityOfFacts(registry: Registry, facts: string): number | null | undefined {
  const [narrow = '', lists = ''] = facts.split(':');
  const narrowId = Number(narrow);
  if (narrowId === hiddenNarrow) return null;
  const principals = lists.split(',').flatMap((id) => [...viewers(registry, Number(id))]);
  const audience = audienceOf(principals, registry.links);
  if (audience.length === 0) return null;
  const audienceId = registry.audienceIds.get(audienceDigest(audience)) ?? 0;
  const folded = narrowId !== openNarrow && holdsEveryone(audience);
  return registry.visibilityIds.get(
    visibilityKey(folded ? { audienceId: registry.narrows.get(narrowId) ?? 0, narrowId: openNarrow } : { audienceId, narrowId }),
  );
}

import type { Tx } from '#database';
import { emptyListId, viewersOf } from '../access/access-list.ts';
import { isWithin } from '../access/audience.ts';
import type { Ledger } from '../access/ledger.ts';
import { trashId } from '../albums/album-path.ts';
import { type AlbumRecord, albumById, ownAccessBelow } from '../albums/albums-store.ts';

/** From which list to which, for an album and all that inherit from it. */
interface Region {
  readonly fromId: number;
  readonly toId: number;
}

/** Which list each album of a subtree will go by. */
export interface Targets {
  of(path: string): number;
  /** False where no album gets another list. */
  readonly change: boolean;
  /** True where somebody may view less than now. */
  narrow(): Promise<boolean>;
}

export interface Wish {
  readonly album: AlbumRecord;
  /** Where the album will lie. */
  readonly parentId: number;
  readonly ownAccessId: number | null;
  readonly links: ReadonlySet<number>;
}

/**
 * In the trash all lists are the empty one; elsewhere an album goes by its own list with the managers from above, or by
 * its parent's. The answer does not depend on how far a change has come: it is asked for anew in each step.
 */
export async function targetsOf(tx: Tx, ledger: Ledger, { album, parentId, ownAccessId, links }: Wish): Promise<Targets> {
  const parent = (await albumById(tx, parentId)) as AlbumRecord;
  const trashing = parentId === trashId;
  const top = trashing ? emptyListId : await goesBy(ledger, ownAccessId, parent.accessId);
  const regions = new Map<string, Region>([[album.path, { fromId: album.accessId, toId: top }]]);
  for (const below of await ownAccessBelow(tx, album.path)) {
    const above = regionOf(regions, below.path);
    regions.set(below.path, { fromId: below.accessId, toId: trashing ? emptyListId : await goesBy(ledger, below.ownAccessId, above.toId) });
  }
  const all = [...regions.values()].filter(({ fromId, toId }) => fromId !== toId);
  return { of: (path) => regionOf(regions, path).toId, change: all.length > 0, narrow: () => narrows(ledger, links, all) };
}

const goesBy = async (ledger: Ledger, ownAccessId: number | null, aboveId: number): Promise<number> =>
  ownAccessId === null ? aboveId : ledger.effectiveOf(ownAccessId, aboveId);

/** The deepest region on the way up from an album. */
function regionOf(regions: ReadonlyMap<string, Region>, path: string): Region {
  let at = path;
  while (!regions.has(at)) at = `${at.slice(0, at.lastIndexOf('/', at.length - 2))}/`;
  return regions.get(at) as Region;
}

async function narrows(ledger: Ledger, links: ReadonlySet<number>, regions: readonly Region[]): Promise<boolean> {
  for (const { fromId, toId } of regions) {
    if (!isWithin(viewersOf(await ledger.grants(fromId), links), viewersOf(await ledger.grants(toId), links), links)) return true;
  }
  return false;
}

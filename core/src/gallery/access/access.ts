import type { Database } from '#database';
import { type Boundary, boundaries } from './boundaries-store.ts';
import { type HangingAlbums, hangingAlbums } from './hanging-albums.ts';
import { emptyRegistry, type Registry, readRegistry } from './registry.ts';
import { accessRevisions } from './registry-store.ts';
import { type Granted, type Grown, growSight, type Sight, sightOf } from './sight.ts';
import { isLittle, isLong, type StoredSight, storeSight } from './store-sight.ts';

const mostViews = 300;
const refreshMs = 86_400_000;

/** What one viewer may see, at one access revision. */
export interface View extends Sight {
  /** Number of the rows that hold the same, where it is too long for literals. */
  readonly setId: number | null;
  /** What those rows do not hold yet. */
  readonly beyond: Granted;
  /** True while lists of the gallery leave out what an access change is about to hide. */
  readonly narrowing: boolean;
  hanging(): Promise<HangingAlbums>;
}

export interface Access {
  /** Says at which access revision the database stands; what was read at an earlier one is completed when it is needed. */
  sync(revision: number): void;
  /** After this process has moved the revision itself. */
  touch(): void;
  /** Up to date as far as `sync` and `touch` told. */
  registry(): Promise<Registry>;
  view(principals: readonly number[]): Promise<View>;
}

interface Kept {
  readonly view: View;
  readonly revision: number;
  readonly at: number;
  /** At which revision of the tree. */
  readonly tree: number;
  /** Highest ids that its sight was made from. */
  readonly last: Registry['last'];
}

const nothing: Granted = { list: [], narrow: [], visibility: [] };
const isNothing = ({ list, narrow, visibility }: Granted): boolean => list.length + narrow.length + visibility.length === 0;
const both = (one: Granted, other: Granted): Granted => ({
  list: [...one.list, ...other.list],
  narrow: [...one.narrow, ...other.narrow],
  visibility: [...one.visibility, ...other.visibility],
});

/** Lists, audiences and visibilities in memory, and what the latest viewers may see of them. */
export function createAccess(database: Database, clock: () => number): Access {
  const registry = emptyRegistry();
  const kept = new Map<string, Kept>();
  let wanted = 0;
  let stale = true;
  let revision = -1;
  let tree = -1;
  let reading: Promise<void> | null = null;
  let borders: Promise<ReadonlyMap<number, Boundary>> | null = null;

  async function read(): Promise<void> {
    stale = false;
    try {
      const now = await accessRevisions(database.read);
      if (now.access === revision) return;
      await readRegistry(registry, database.read);
      revision = now.access;
      if (now.tree !== tree) borders = null;
      tree = now.tree;
    } catch (error) {
      stale = true;
      throw error;
    }
  }

  async function upToDate(): Promise<Registry> {
    while (stale || wanted > revision) {
      reading ??= read().finally(() => {
        reading = null;
      });
      await reading;
      // The database may have been put back to an older state.
      wanted = Math.min(wanted, revision);
    }
    return registry;
  }

  const readBorders = (): Promise<ReadonlyMap<number, Boundary>> => {
    const mine = boundaries(database.read).then((rows) => new Map(rows.map((row) => [row.id, row])));
    mine.catch(() => {
      if (borders === mine) borders = null;
    });
    return mine;
  };

  const viewOf = (sight: Sight, stored: StoredSight | null): View => {
    const { narrowing } = registry;
    let hanging: Promise<HangingAlbums> | null = null;
    return {
      ...sight,
      setId: stored?.setId ?? null,
      beyond: stored?.beyond ?? nothing,
      narrowing,
      hanging: () => {
        borders ??= readBorders();
        hanging ??= borders.then((map) => hangingAlbums(map, sight.lists));
        return hanging;
      },
    };
  };

  async function makeView(principals: readonly number[]): Promise<Kept> {
    const at = { revision, tree, at: clock(), last: registry.last };
    const sight = sightOf(registry, principals);
    const stored = isLong(sight) ? await storeSight(database, { last: at.last, sight, now: at.at }) : null;
    return { ...at, view: viewOf(sight, stored) };
  }

  /**
   * The view of an earlier revision with what has been added since: nothing is read or written. Null where that has become
   * much. Where nothing has, it stays the same view, and what is kept of it with it: a change interns all the while it is
   * under way, most of it for others.
   */
  function growView(kept: Kept): Kept | null {
    const { view, at } = kept;
    const grown: Grown = growSight(registry, view, kept.last);
    const grownTo = (stored: StoredSight | null): Kept => ({ revision, tree, at, last: grown.last, view: viewOf(grown.sight, stored) });
    if (kept.tree === tree && view.narrowing === registry.narrowing && isNothing(grown.added)) return { ...kept, revision, last: grown.last };
    if (view.setId === null) return isLong(grown.sight) ? null : grownTo(null);
    const beyond = both(view.beyond, grown.added);
    return isLittle(beyond) ? grownTo({ setId: view.setId, beyond }) : null;
  }

  async function view(principals: readonly number[]): Promise<View> {
    await upToDate();
    const key = principals.join(',');
    const known = kept.get(key);
    kept.delete(key);
    const recent = known && known.at > clock() - refreshMs ? known : null;
    const one = (recent?.revision === revision ? recent : recent && growView(recent)) ?? (await makeView(principals));
    kept.set(key, one);
    if (kept.size > mostViews) kept.delete(kept.keys().next().value as string);
    return one.view;
  }

  return {
    sync: (now) => {
      wanted = Math.max(wanted, now);
    },
    touch: () => {
      stale = true;
    },
    registry: upToDate,
    view,
  };
}

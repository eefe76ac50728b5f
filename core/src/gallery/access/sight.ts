import { isMember } from './audience.ts';
import { hiddenNarrow, openNarrow, type Registry } from './registry.ts';
import type { GrantKind } from './viewer-sets-store.ts';

/** What somebody who is these principals may see, as ids: grows with the registry, and what is in it stays right for ever. */
export interface Sight {
  readonly principals: ReadonlySet<number>;
  /** Lists that let him view. */
  readonly lists: ReadonlySet<number>;
  /** Own lists that let him view, and 0 for images without one. */
  readonly narrows: ReadonlySet<number>;
  readonly visibilities: ReadonlySet<number>;
}

/** Ids of one kind each. */
export type Granted = Readonly<Record<GrantKind, readonly number[]>>;

export interface Grown {
  readonly sight: Sight;
  /** What was not in it before. */
  readonly added: Granted;
  /** Highest ids it was made from. */
  readonly last: Registry['last'];
}

/** Principals must be closed: a user is himself, his groups, signed-in, everyone. */
export function sightOf(registry: Registry, principals: readonly number[]): Sight {
  const nothing = { principals: new Set(principals), lists: new Set<number>(), narrows: new Set([openNarrow]), visibilities: new Set<number>() };
  return growSight(registry, nothing, { list: 0, audience: 0, narrow: 0, visibility: 0, link: 0 }).sight;
}

/** The same sight where the registry has grown since: only what is new is looked at. Sets to which nothing was added stay the same ones. */
export function growSight(registry: Registry, { principals, lists, narrows, visibilities }: Sight, known: Registry['last']): Grown {
  const { last } = registry;
  const views = (audienceId: number | undefined) => isMember(registry.audiences.get(audienceId ?? 0) ?? [], principals);
  const narrow = between(known.narrow, last.narrow).filter((id) => id !== hiddenNarrow && views(registry.narrows.get(id)));
  const list = between(known.list, last.list).filter((id) => views(registry.lists.get(id)?.audienceId));
  const allNarrows = joined(narrows, narrow);
  const visibility = between(known.visibility, last.visibility).filter((id) => {
    const one = registry.visibilities.get(id);
    return one !== undefined && allNarrows.has(one.narrowId) && views(one.audienceId);
  });
  const sight = { principals, lists: joined(lists, list), narrows: allNarrows, visibilities: joined(visibilities, visibility) };
  return { sight, added: { list, narrow, visibility }, last };
}

const between = (after: number, to: number): number[] => Array.from({ length: Math.max(0, to - after) }, (_, index) => after + 1 + index);

const joined = (ids: ReadonlySet<number>, added: readonly number[]): ReadonlySet<number> => (added.length === 0 ? ids : new Set([...ids, ...added]));

import { isMember } from './audience.ts';
import { hiddenNarrow, openNarrow, type Registry } from './registry.ts';

/** What somebody who is these principals may see, as ids: grows with the registry, and what is in it stays right for ever. */
export interface Sight {
  readonly principals: ReadonlySet<number>;
  /** Lists that let him view. */
  readonly lists: ReadonlySet<number>;
  /** Own lists that let him view, and 0 for images without one. */
  readonly narrows: ReadonlySet<number>;
  readonly visibilities: ReadonlySet<number>;
}

/** Principals must be closed: a user is himself, his groups, signed-in, everyone. */
export function sightOf(registry: Registry, principals: readonly number[]): Sight {
  const own = new Set(principals);
  const audiences = new Set<number>();
  for (const [id, audience] of registry.audiences) if (isMember(audience, own)) audiences.add(id);
  const narrows = new Set([openNarrow]);
  for (const [id, audienceId] of registry.narrows) if (id !== hiddenNarrow && audiences.has(audienceId)) narrows.add(id);
  const lists = new Set<number>();
  for (const { id, audienceId } of registry.lists.values()) if (audiences.has(audienceId)) lists.add(id);
  const visibilities = new Set<number>();
  for (const [id, { audienceId, narrowId }] of registry.visibilities) if (audiences.has(audienceId) && narrows.has(narrowId)) visibilities.add(id);
  return { principals: own, lists, narrows, visibilities };
}

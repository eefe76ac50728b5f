import type { Sql } from '#database';
import { groupBy } from '../group-by.ts';
import { type AccessList, listDigest } from './access-list.ts';
import { type Audience, audienceDigest } from './audience.ts';
import * as store from './registry-store.ts';

export interface Visibility {
  readonly audienceId: number;
  readonly narrowId: number;
}

export const visibilityKey = ({ audienceId, narrowId }: Visibility): string => `${audienceId}:${narrowId}`;

/** Narrow keys that are no rows of their own kind: nothing is taken away, and everything is. */
export const openNarrow = 0;
export const hiddenNarrow = 1;

/** Everything interned, in memory: by id, and by content to id. */
export interface Registry {
  readonly lists: Map<number, AccessList>;
  readonly listIds: Map<string, number>;
  /** What own lists below other lists come to, as far as it was asked for. */
  readonly effective: Map<string, number>;
  readonly audiences: Map<number, Audience>;
  readonly audienceIds: Map<string, number>;
  /** Audience by narrow key. */
  readonly narrows: Map<number, number>;
  readonly narrowIds: Map<number, number>;
  readonly visibilities: Map<number, Visibility>;
  readonly visibilityIds: Map<string, number>;
  readonly links: Set<number>;
  /** Highest ids read so far. */
  last: Readonly<Record<'list' | 'audience' | 'narrow' | 'visibility' | 'link', number>>;
  /** True while an access change hides images from lists of the gallery. */
  narrowing: boolean;
}

export const emptyRegistry = (): Registry => ({
  lists: new Map(),
  listIds: new Map(),
  effective: new Map(),
  audiences: new Map(),
  audienceIds: new Map(),
  narrows: new Map(),
  narrowIds: new Map(),
  visibilities: new Map(),
  visibilityIds: new Map(),
  links: new Set(),
  last: { list: 0, audience: 0, narrow: 0, visibility: 0, link: 0 },
  narrowing: false,
});

export function addAudience(registry: Registry, id: number, audience: Audience): void {
  registry.audiences.set(id, audience);
  registry.audienceIds.set(audienceDigest(audience), id);
}

export function addNarrow(registry: Registry, id: number, audienceId: number): void {
  registry.narrows.set(id, audienceId);
  registry.narrowIds.set(audienceId, id);
}

export function addList(registry: Registry, list: AccessList): void {
  registry.lists.set(list.id, list);
  registry.listIds.set(listDigest(list.grants), list.id);
}

export function addVisibility(registry: Registry, id: number, visibility: Visibility): void {
  registry.visibilities.set(id, visibility);
  registry.visibilityIds.set(visibilityKey(visibility), id);
}

/**
 * Reads what is new. Rows are never changed, and they are committed in the order of their ids (interning holds the
 * access revision's row): what is above the highest known id is all that is new. What refers is read before what it
 * refers to, so that nothing is known that refers to something unknown.
 */
export async function readRegistry(registry: Registry, sql: Sql): Promise<void> {
  const { last } = registry;
  const visibilities = await store.visibilitiesAfter(sql, last.visibility);
  const lists = await store.listsAfter(sql, last.list);
  const entries = groupBy(await store.entriesAfter(sql, last.list), (entry) => entry.accessId);
  const narrows = await store.narrowsAfter(sql, last.narrow);
  const audiences = await store.audiencesAfter(sql, last.audience);
  const members = groupBy(await store.audiencePrincipalsAfter(sql, last.audience), (member) => member.audienceId);
  const links = await store.linksAfter(sql, last.link);
  registry.narrowing = await store.isNarrowing(sql);
  for (const { id } of links) registry.links.add(id);
  for (const { id } of audiences)
    addAudience(
      registry,
      id,
      (members.get(id) ?? []).map((member) => member.principalId),
    );
  for (const { id, audienceId } of narrows) addNarrow(registry, id, audienceId);
  for (const { id, audienceId } of lists) addList(registry, { id, audienceId, grants: store.readGrants(entries.get(id) ?? []) });
  for (const { id, audienceId, narrowId } of visibilities) addVisibility(registry, id, { audienceId, narrowId });
  registry.last = {
    list: highest(last.list, lists),
    audience: highest(last.audience, audiences),
    narrow: highest(last.narrow, narrows),
    visibility: highest(last.visibility, visibilities),
    link: highest(last.link, links),
  };
}

const highest = (known: number, rows: readonly { readonly id: number }[]): number => rows.at(-1)?.id ?? known;

import type { Right } from '@picturerail/sdk';
import { type Database, readRevisions } from '#database';
import { rootAlbum } from './album-tree.ts';
import { borderAlbums, listsOf, narrowsOf, visibilitiesOf } from './knowledge-store.ts';

/** What a set of principals may see, at one revision of access. */
export interface Knowledge {
  /** Rights by access list; a list that is not here grants nothing. */
  readonly lists: ReadonlyMap<number, ReadonlySet<Right>>;
  /** Narrow keys that let it through, 0 among them. */
  readonly narrows: readonly number[];
  readonly visibilities: readonly number[];
  /** Albums whose parent is not seen, by the nearest ancestor that is (the root stands for the top level). */
  readonly hanging: ReadonlyMap<number, readonly number[]>;
}

export interface AccessCache {
  /** Says at which revision of `access` the request stands; what was computed at another is computed anew. */
  sync(revision: number): void;
  knowledge(principals: readonly number[]): Promise<Knowledge>;
}

const kept = 500;

export function createAccessCache(database: Database): AccessCache {
  const cache = new Map<string, Promise<Knowledge>>();
  let synced: number | null = null;
  return {
    sync: (revision) => {
      synced = revision;
    },
    knowledge: async (principals) => {
      const revision = synced ?? (await readRevisions(database.read)).access;
      const key = `${revision}|${principals.join(',')}`;
      const known = cache.get(key);
      if (known) {
        cache.delete(key);
        cache.set(key, known);
        return known;
      }
      const fresh = learn(database, principals);
      cache.set(key, fresh);
      fresh.catch(() => cache.delete(key));
      if (cache.size > kept) cache.delete(cache.keys().next().value as string);
      return fresh;
    },
  };
}

async function learn({ read }: Database, principals: readonly number[]): Promise<Knowledge> {
  const lists = await listsOf(read, principals);
  const narrows = await narrowsOf(read, principals);
  const visibilities = await visibilitiesOf(read, principals, narrows);
  const hanging = new Map<number, number[]>();
  const border = await borderAlbums(read);
  const access = new Map(border.map((album) => [album.id, album.access_id]));
  for (const album of border) {
    if (!lists.has(album.access_id) || album.parent_access === null || lists.has(album.parent_access)) continue;
    const chain = album.path.split('/').slice(1, -2).map(Number);
    const at = nearestSeen(chain, access, lists);
    hanging.set(at, [...(hanging.get(at) ?? []), album.id]);
  }
  return { lists, narrows: [0, ...narrows], visibilities, hanging };
}

/** Walks up a chain of ids; between two albums with lists of their own all inherit, so the nearest border decides. */
function nearestSeen(chain: readonly number[], access: ReadonlyMap<number, number>, lists: ReadonlyMap<number, unknown>): number {
  for (let index = chain.length - 1; index > 0; index -= 1) {
    const border = chain
      .slice(0, index + 1)
      .reverse()
      .find((id) => access.has(id));
    if (border !== undefined && lists.has(access.get(border) as number)) return chain[index] as number;
  }
  return rootAlbum;
}

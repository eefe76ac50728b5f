import { listAsking } from '#accounts';
import { listProtections } from '#kernel';
import type { House } from '../../../house.ts';

/** What a plugin protects, for pages. */
export interface Protected {
  readonly plugin: string;
  /** In how many albums; null where it is the whole gallery. */
  readonly albums: number | null;
  /** Of how many users it checks the sign-in. */
  readonly users: number;
}

export async function protectedBy({ database }: Pick<House, 'database'>): Promise<Protected[]> {
  const pictures = (await listProtections(database.read)).map(({ plugin, covers }) => ({ plugin, albums: albumsIn(covers.map(({ scope }) => scope)) }));
  const asking = await listAsking({ database });
  const usersOf = (plugin: string) => asking.find((one) => one.plugin === plugin)?.users ?? 0;
  const others = asking.filter(({ plugin }) => !pictures.some((one) => one.plugin === plugin)).map(({ plugin }) => ({ plugin, albums: 0 }));
  return [...pictures, ...others].map((one) => ({ ...one, users: usersOf(one.plugin) }));
}

const albumsIn = (scopes: readonly string[]): number | null => (scopes.every((scope) => scope.startsWith('album:')) ? new Set(scopes).size : null);

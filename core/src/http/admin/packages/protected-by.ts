import { listProtections } from '#kernel';
import type { House } from '../../../house.ts';

/** What a plugin protects, for pages. */
export interface Protected {
  readonly plugin: string;
  /** In how many albums; null where it is the whole gallery. */
  readonly albums: number | null;
}

export const protectedBy = async ({ database }: Pick<House, 'database'>): Promise<Protected[]> =>
  (await listProtections(database.read)).map(({ plugin, covers }) => ({ plugin, albums: albumsIn(covers.map(({ scope }) => scope)) }));

const albumsIn = (scopes: readonly string[]): number | null => (scopes.every((scope) => scope.startsWith('album:')) ? new Set(scopes).size : null);

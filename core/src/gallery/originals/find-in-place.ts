import type { Gallery } from '../gallery.ts';
import { relativeHash } from './in-place.ts';
import { holdersOf, missingOf } from './original-store.ts';

/** By index: the image whose original lies under this path of a declared root; null where none does. */
export async function findInPlace({ database }: Gallery, rootId: number, paths: readonly Buffer[]): Promise<(number | null)[]> {
  const found = await holdersOf(database.read, rootId, paths);
  return paths.map((path) => found.get(relativeHash(path)) ?? null);
}

/** Images of a declared root that are marked as missing. */
export const missingInPlace = ({ database }: Gallery, rootId: number): Promise<number[]> => missingOf(database.read, rootId);

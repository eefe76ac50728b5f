import type { Tx } from '#database';
import type { Gallery } from '../gallery.ts';
import { insertRenames, type RenameRow } from './renames-store.ts';

export const renamesJob = 'gallery:renames';

/** Notes what is to be renamed or removed among the originals once this has committed; until then both places are looked at. */
export async function renameLater(g: Gallery, tx: Tx, renames: readonly Omit<RenameRow, 'id'>[]): Promise<void> {
  if (renames.length === 0) return;
  await insertRenames(tx, renames, g.clock());
  await g.jobs?.add(tx, renamesJob, null, { key: renamesJob });
}

import type { StorageDriver } from '@picturerail/sdk';
import type { Gallery } from '../gallery.ts';
import { unfilled } from '../unfilled.ts';

/** What the gallery needs of the store of originals. */
export type Originals = Pick<StorageDriver, 'rename' | 'list' | 'remove'>;

/** Carries out what renaming, moving and purging left to do among the originals, oldest first. Returns how many. */
export async function settleRenames(_g: Gallery, _originals: Originals, _signal?: AbortSignal): Promise<number> {
  return unfilled();
}

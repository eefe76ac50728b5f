import type { StorageDriver } from '@picturerail/sdk';
import type { Gallery } from '../gallery.ts';
import { deleteRenames, firstRenames, type RenameRow } from './renames-store.ts';

const atOnce = 100;

/** What the gallery needs of the store of originals. */
export type Originals = Pick<StorageDriver, 'rename' | 'list' | 'remove'>;

/**
 * Carries out what renaming, moving and purging left to do among the originals, oldest first, and returns how much.
 * One process at a time. A rename that was through when a process died finds nothing to rename: names that are still
 * to be renamed are given to no other album.
 */
export async function settleRenames(g: Gallery, originals: Originals, signal?: AbortSignal): Promise<number> {
  let done = 0;
  for (let waiting = await firstRenames(g.database.read, atOnce); waiting.length > 0; waiting = await firstRenames(g.database.read, atOnce)) {
    const through: number[] = [];
    try {
      for (const rename of waiting) {
        signal?.throwIfAborted();
        await carryOut(originals, rename);
        through.push(rename.id);
      }
    } finally {
      if (through.length > 0) await g.database.transaction((tx) => deleteRenames(tx, through));
      done += through.length;
    }
  }
  return done;
}

async function carryOut(originals: Originals, { from, to, imageId }: RenameRow): Promise<void> {
  if (to === null) await originals.remove(from);
  else if (imageId !== 0) await originals.rename(from, to);
  else await renameDirectory(originals, from, to);
}

/** What was stored under the new name meanwhile has made the directory there already: then its files are renamed one by one. */
async function renameDirectory(originals: Originals, from: string, to: string): Promise<void> {
  try {
    await originals.rename(from, to);
  } catch (error) {
    let moved = 0;
    for (const key of await keysBelow(originals, from)) if (await originals.rename(key, to + key.slice(from.length))) moved += 1;
    if (moved === 0) throw error;
  }
}

async function keysBelow(originals: Originals, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of originals.list(`${prefix}/`)) keys.push(key);
  return keys;
}

import { isGalleryError } from '@picturerail/sdk';
import type { OriginalPlace } from '#storage';
import type { Gallery } from '../gallery.ts';
import type { ImageState } from '../images/image.ts';
import { directoryKey, placesBefore } from './original-key.ts';
import { existing, type OriginalFacts, originalFacts, originalFactsAfter, storedWithHash } from './originals-store.ts';
import { firstRenames, renamesFor } from './renames-store.ts';

/** An image as its original should be. */
export interface KnownOriginal {
  readonly id: number;
  readonly bytes: number;
  /** Empty where it has not been worked out yet. */
  readonly sha256: string;
  readonly state: ImageState;
  readonly place: OriginalPlace;
}

/** All images a page at a time, in the order of ids, and where their originals lie; those whose main album is gone lie nowhere. */
export async function originalsAfter(g: Gallery, afterId: number, limit: number): Promise<KnownOriginal[]> {
  const { read } = g.database;
  const rows = await originalFactsAfter(read, afterId, limit);
  const directories = await directoriesOf(g, rows);
  // Asked after the places: what was renamed in between is looked for where it is now.
  const pending = (await firstRenames(read, 1)).length > 0;
  return Promise.all(rows.map((row) => known(g, row, { directories, pending })));
}

/** One image anew; null where it is gone. */
export async function knownOriginal(g: Gallery, id: number): Promise<KnownOriginal | null> {
  const row = await originalFacts(g.database.read, id);
  if (!row) return null;
  return known(g, row, { directories: await directoriesOf(g, [row]), pending: true });
}

/** Images with stored originals of this content. */
export async function originalsOfContent(g: Gallery, sha256: string): Promise<KnownOriginal[]> {
  const found = await Promise.all((await storedWithHash(g.database.read, sha256)).map(({ id }) => knownOriginal(g, id)));
  return found.filter((one) => one !== null);
}

/** Which of these images there are, in whatever state. */
export const existingImages = (g: Gallery, ids: readonly number[]): Promise<Set<number>> => existing(g.database.read, ids);

async function directoriesOf({ database: { read } }: Gallery, rows: readonly OriginalFacts[]): Promise<Map<number, string>> {
  const directories = new Map<number, string>();
  for (const id of new Set(rows.map((row) => row.albumId))) {
    const directory = id === null ? null : await directoryKey(read, id).catch(unlessUnknown);
    if (id !== null && directory !== null) directories.set(id, directory);
  }
  return directories;
}

function unlessUnknown(error: unknown): null {
  if (isGalleryError(error) && error.code === 'album-unknown') return null;
  throw error;
}

interface Around {
  readonly directories: ReadonlyMap<number, string>;
  readonly pending: boolean;
}

async function known(g: Gallery, row: OriginalFacts, { directories, pending }: Around): Promise<KnownOriginal> {
  const { id, bytes, sha256, state } = row;
  const place = row.root !== null && row.path !== null ? { root: row.root, path: Buffer.from(row.path) } : { keys: await keysOf() };
  return { id, bytes, sha256, state, place };

  async function keysOf(): Promise<string[]> {
    const directory = row.albumId === null ? '.unplaced' : directories.get(row.albumId);
    if (directory === undefined) return [];
    const key = row.albumId === null ? `${directory}/${id}-${row.fileName}` : `${directory}/${row.fileName}`;
    return pending ? [...new Set(placesBefore(key, await renamesFor(g.database.read, id)))] : [key];
  }
}

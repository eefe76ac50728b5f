import type { Sql } from '#database';
import { idsOf } from '../albums/album-path.ts';
import { albumById, albumsById, takenDirectories } from '../albums/albums-store.ts';
import { albumUnknown } from '../albums/errors.ts';
import type { Gallery } from '../gallery.ts';
import { takenFiles } from '../images/images-store.ts';
import { type RenameRow, renamesFor } from './renames-store.ts';

export interface OriginalPlace {
  /** Null hangs nowhere: then the id names the file. */
  readonly albumId: number | null;
  readonly fileName: string;
  readonly id?: number;
}

const unplaced = '.unplaced';

/** Directories from the top down to that of an album. */
export async function directoryKey(sql: Sql, path: string): Promise<string> {
  const albums = await albumsById(sql, idsOf(path));
  return albums
    .sort((a, b) => a.path.length - b.path.length)
    .map((album) => album.directory)
    .filter((directory) => directory !== '')
    .join('/');
}

export async function keyOfOriginal(sql: Sql, { albumId, fileName, id = 0 }: OriginalPlace): Promise<string> {
  if (albumId === null) return `${unplaced}/${id}-${fileName}`;
  const album = await albumById(sql, albumId);
  if (!album) throw albumUnknown(albumId);
  return `${await directoryKey(sql, album.path)}/${fileName}`;
}

/** Where the original of an image belongs. */
export const originalKey = ({ database }: Gallery, place: OriginalPlace): Promise<string> => keyOfOriginal(database.read, place);

/** Where it may lie: first where it belongs, then where it was while renames are pending. */
export async function originalKeys({ database: { read } }: Gallery, place: OriginalPlace & { readonly id: number }): Promise<string[]> {
  return [...new Set(placesBefore(await keyOfOriginal(read, place), await renamesFor(read, place.id)))];
}

/** A key, and what it was before each of the renames, the last one first. */
export function placesBefore(key: string, renames: readonly RenameRow[]): string[] {
  const keys = [key];
  for (const { from, to, imageId } of [...renames].reverse()) {
    const now = keys.at(-1) as string;
    if (to !== null && now === to) keys.push(from);
    else if (to !== null && imageId === 0 && now.startsWith(`${to}/`)) keys.push(from + now.slice(to.length));
  }
  return keys;
}

/** Which of these file keys are taken in an album's directory, by originals or by albums. */
export async function takenFileKeys(sql: Sql, albumId: number, keys: readonly string[]): Promise<Set<string>> {
  return new Set([...(await takenFiles(sql, albumId, keys)), ...(await takenDirectories(sql, albumId, keys))]);
}

import type { Sql } from '#database';
import { ancestry, takenDirectories } from '../albums/albums-store.ts';
import { albumUnknown } from '../albums/errors.ts';
import type { Gallery } from '../gallery.ts';
import { takenFiles } from '../images/images-store.ts';
import { fileKey } from './file-name.ts';
import { fileRenamesFrom, hasFileRenames, type RenameRow, renamesFor } from './renames-store.ts';

export interface Hanging {
  /** Null hangs nowhere: then the id names the file. */
  readonly albumId: number | null;
  readonly fileName: string;
  readonly id?: number;
}

const unplaced = '.unplaced';

/** Directories from the top down to that of an album. Errors: `album-unknown`. */
export async function directoryKey(sql: Sql, albumId: number): Promise<string> {
  const albums = await ancestry(sql, albumId);
  if (albums.length === 0) throw albumUnknown(albumId);
  return albums
    .map((album) => album.directory)
    .filter((directory) => directory !== '')
    .join('/');
}

/** Of an album, or of what hangs nowhere. */
export const directoryOf = async (sql: Sql, albumId: number | null): Promise<string> => (albumId === null ? unplaced : directoryKey(sql, albumId));

export const keyOfOriginal = async (sql: Sql, { albumId, fileName, id = 0 }: Hanging): Promise<string> =>
  `${await directoryOf(sql, albumId)}/${albumId === null ? `${id}-` : ''}${fileName}`;

/** Where the stored original of an image belongs. */
export const originalKey = ({ database }: Gallery, place: Hanging): Promise<string> => keyOfOriginal(database.read, place);

/** Where it may lie: first where it belongs, then where it was while renames are pending. */
export async function originalKeys({ database: { read } }: Gallery, place: Hanging & { readonly id: number }): Promise<string[]> {
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

/**
 * Which of these file keys are taken in an album's directory: by originals, by albums, or by an original that is still to
 * be renamed or removed, whose bytes a new one of that name would replace.
 */
export async function takenFileKeys(sql: Sql, albumId: number, keys: readonly string[]): Promise<Set<string>> {
  const pending = await pendingFileKeys(sql, albumId);
  return new Set([...(await takenFiles(sql, albumId, keys)), ...(await takenDirectories(sql, albumId, keys)), ...keys.filter((key) => pending.has(key))]);
}

async function pendingFileKeys(sql: Sql, albumId: number): Promise<Set<string>> {
  if (!(await hasFileRenames(sql))) return new Set();
  const directory = `${await directoryOf(sql, albumId)}/`;
  const names = (await fileRenamesFrom(sql, directory)).map(({ from }) => from.slice(directory.length));
  return new Set(names.filter((name) => !name.includes('/')).map(fileKey));
}

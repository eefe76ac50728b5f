import type { Sql } from '#database';
import { directoryNameFor, fileKey, numbered } from '../originals/file-name.ts';
import { directoryKey, takenFileKeys } from '../originals/original-key.ts';
import { directoryRenames } from '../originals/renames-store.ts';
import type { AlbumRecord } from './albums-store.ts';

export interface Directory {
  readonly directory: string;
  readonly directoryKey: string;
}

/**
 * The directory for an album in another one, numbered where the name is taken: by an album, by an original, or by a
 * directory that is still to be renamed.
 */
export async function freeDirectory(sql: Sql, parent: Pick<AlbumRecord, 'id'>, wanted: string): Promise<Directory> {
  const name = directoryNameFor(wanted);
  const pending = await pendingNames(sql, parent);
  for (let n = 1; ; n += 1) {
    const directory = numbered(name, n);
    const key = fileKey(directory);
    if (pending.has(key) || (await takenFileKeys(sql, parent.id, [key])).size > 0) continue;
    return { directory, directoryKey: key };
  }
}

async function pendingNames(sql: Sql, parent: Pick<AlbumRecord, 'id'>): Promise<Set<string>> {
  const renames = await directoryRenames(sql);
  if (renames.length === 0) return new Set();
  const above = await directoryKey(sql, parent.id);
  const prefix = above === '' ? '' : `${above}/`;
  return new Set(renames.filter(({ from }) => from.startsWith(prefix)).map(({ from }) => fileKey(from.slice(prefix.length).split('/')[0] ?? '')));
}

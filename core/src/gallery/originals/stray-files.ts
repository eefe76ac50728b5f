import type { Sql } from '#database';
import { rootId, trashId } from '../albums/album-path.ts';
import type { Gallery } from '../gallery.ts';
import { groupBy } from '../group-by.ts';
import { fileKey } from './file-name.ts';
import { childDirectory, isRenamed, storedFiles, unplacedFiles } from './originals-store.ts';
import { directoryRenames } from './renames-store.ts';

const unplaced = '.unplaced';
const trash = '.trash';

const folderOf = (key: string): string => key.slice(0, Math.max(0, key.lastIndexOf('/')));
const nameOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

/** Which of these keys of originals belong to no image, and are not about to be renamed or removed. */
export async function strayFiles({ database: { read } }: Gallery, keys: readonly string[]): Promise<string[]> {
  const strays: string[] = [];
  for (const [folder, files] of groupBy(keys, folderOf)) {
    const taken = folder === unplaced ? await takenUnplaced(read, files) : await takenIn(read, folder, files);
    strays.push(...files.filter((key) => !taken.has(key)));
  }
  if (strays.length === 0) return strays;
  const directories = (await directoryRenames(read)).flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
  const still: string[] = [];
  for (const key of strays) if (!directories.some((one) => key.startsWith(`${one}/`)) && !(await isRenamed(read, key))) still.push(key);
  return still;
}

async function takenUnplaced(sql: Sql, keys: readonly string[]): Promise<Set<string>> {
  const ids = keys.map((key) => Number(/^(\d+)-/.exec(nameOf(key))?.[1])).filter(Number.isSafeInteger);
  return new Set((await unplacedFiles(sql, ids)).map(({ id, fileName }) => `${unplaced}/${id}-${fileName}`));
}

async function takenIn(sql: Sql, folder: string, keys: readonly string[]): Promise<Set<string>> {
  const albumId = await albumOf(sql, folder);
  if (albumId === null) return new Set();
  const files = await storedFiles(
    sql,
    albumId,
    keys.map((key) => fileKey(nameOf(key))),
  );
  return new Set(keys.filter((key) => files.has(fileKey(nameOf(key)))));
}

async function albumOf(sql: Sql, folder: string): Promise<number | null> {
  const [first = '', ...rest] = folder.split('/').filter(Boolean);
  let at: number | null = first === trash ? trashId : first === '' ? rootId : await childDirectory(sql, rootId, fileKey(first));
  for (const name of rest) at = at === null ? null : await childDirectory(sql, at, fileKey(name));
  return at;
}

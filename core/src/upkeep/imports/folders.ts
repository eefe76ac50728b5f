import { isUtf8 } from 'node:buffer';
import { opendir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '#config';
import { fateByName, readFolder } from '#intake';

type Where = Pick<Config, 'importRoots' | 'dataDir'>;

/** A folder as a list shows it. */
export interface ListedFolder {
  /** Its real path. */
  readonly folder: string;
  readonly name: string;
  /** How many files and folders lie in it, `countedTo` at most; null where it cannot be read. */
  readonly entries: number | null;
}

export interface OpenedFolder {
  readonly folder: string;
  readonly name: string;
  /** The folders that lead to it, from the root. */
  readonly above: readonly Pick<ListedFolder, 'folder' | 'name'>[];
  /** Those that lie in it: one page of them, and how many they are. */
  readonly folders: readonly ListedFolder[];
  readonly total: number;
  /** Files that lie directly in it. */
  readonly files: number;
}

/** Further nobody counts for a list. */
export const countedTo = 10_000;

const within = (inner: string, outer: string) => inner === outer || inner.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);

/** Null for what is no folder, for whatever reason: an address may hold anything, such as a NUL. */
async function realFolder(folder: string): Promise<string | null> {
  try {
    const real = await realpath(folder);
    return (await stat(real)).isDirectory() ? real : null;
  } catch {
    return null;
  }
}

/** The folders that IMPORT_ROOTS names, as they lie; those that are not there have no entries. */
export async function importRoots({ importRoots: roots }: Where): Promise<ListedFolder[]> {
  const listed: ListedFolder[] = [];
  for (const root of roots) {
    const real = await realFolder(root);
    if (listed.some(({ folder }) => folder === (real ?? root))) continue;
    listed.push({ folder: real ?? root, name: root, entries: real === null ? null : await countEntries(real) });
  }
  return listed;
}

/** The real path of a folder, where it lies in one that IMPORT_ROOTS names and is none of the gallery's own; null for any other, wherever links lead. */
export async function offeredFolder(where: Where, folder: string): Promise<string | null> {
  return (await offered(where, folder))?.real ?? null;
}

async function offered({ importRoots: roots, dataDir }: Where, folder: string): Promise<{ readonly real: string; readonly root: string } | null> {
  if (!path.isAbsolute(folder)) return null;
  const real = await realFolder(folder);
  const own = await realFolder(dataDir);
  if (real === null || (own !== null && within(real, own))) return null;
  for (const named of roots) {
    const root = await realFolder(named);
    if (root !== null && within(real, root)) return { real, root };
  }
  return null;
}

/** What is in a folder that may be imported; null where it may not. Errors: those of reading it. */
export async function openFolder(
  where: Where,
  folder: string,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<OpenedFolder | null> {
  const found = await offered(where, folder);
  if (found === null) return null;
  const { real, root } = found;
  const content = await readFolder(Buffer.from(real));
  const own = await realFolder(where.dataDir);
  // What is no text has no address; it is imported with the folder it lies in.
  const names = content.folders.filter((one) => isUtf8(one.name) && fateByName(one) === null).map(({ name }) => name.toString());
  const folders = names.map((name) => ({ name, folder: path.join(real, name) })).filter((one) => one.folder !== own);
  return {
    folder: real,
    name: real === root ? real : path.basename(real),
    above: leadingTo(real, root),
    folders: await Promise.all(folders.slice(offset, offset + limit).map(async (one) => ({ ...one, entries: await countEntries(one.folder) }))),
    total: folders.length,
    files: content.files.filter((one) => fateByName(one) === null).length,
  };
}

function leadingTo(real: string, root: string): Pick<ListedFolder, 'folder' | 'name'>[] {
  const above: Pick<ListedFolder, 'folder' | 'name'>[] = [];
  for (let at = real; at !== root; ) {
    at = path.dirname(at);
    above.unshift({ folder: at, name: at === root ? root : path.basename(at) });
  }
  return above;
}

async function countEntries(folder: string): Promise<number | null> {
  try {
    let entries = 0;
    for await (const { name } of await opendir(folder, { bufferSize: 256 })) {
      if (!name.startsWith('.')) entries += 1;
      if (entries === countedTo) break;
    }
    return entries;
  } catch {
    return null;
  }
}

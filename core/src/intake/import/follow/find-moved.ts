import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { pathInRoot } from '#storage';
import type { FoundFile } from '../found-file.ts';
import type { ImportRun } from '../import-run.ts';
import { sha256Of } from '../sha256-of.ts';
import type { PlacedSource } from '../sources-store.ts';

/**
 * Which of these files are ones that an earlier run took in under other names, and that are not there any more. Found by
 * size and time, confirmed by the content; where that was not read to its end yet, by size, time and first 64 KiB. A file
 * whose time is another one too is found by size and content.
 */
export async function findMoved(run: ImportRun, files: readonly FoundFile[]): Promise<Map<FoundFile, PlacedSource>> {
  const moved = new Map<FoundFile, PlacedSource>();
  if (files.length === 0 || run.root.run === 1) return moved;
  const candidates = await candidatesFor(run, files);
  const taken = new Set<PlacedSource>();
  for (const file of files) {
    const content = contentOf(run, file);
    for (const candidate of candidates.filter(({ size }) => size === file.size).sort(byLikeness(file))) {
      if (taken.has(candidate) || isItself(file, candidate) || !(await content(candidate)) || !(await isGone(run, candidate))) continue;
      taken.add(candidate);
      moved.set(file, candidate);
      break;
    }
  }
  return moved;
}

async function candidatesFor({ ground }: ImportRun, files: readonly FoundFile[]): Promise<PlacedSource[]> {
  const distinct = (numbers: readonly number[]) => [...new Set(numbers)];
  const sizes = distinct(files.map(({ size }) => size));
  const found = await ground.sourcesBySize(sizes, distinct(files.map(({ mtime }) => mtime)));
  const known = new Set(found.map(({ size }) => size));
  const rest = sizes.filter((size) => !known.has(size));
  const bySize = rest.length === 0 ? [] : await ground.sourcesBySize(rest, []);
  return [...found, ...bySize];
}

const byLikeness = (file: FoundFile) => (a: PlacedSource, b: PlacedSource) => likeness(file, b) - likeness(file, a);
const likeness = (file: FoundFile, { mtime, name }: PlacedSource) => (mtime === file.mtime ? 2 : 0) + (file.name.equals(Buffer.from(name)) ? 1 : 0);
const isItself = (file: FoundFile, { folderId, name }: PlacedSource) => folderId === file.folderId && file.name.equals(Buffer.from(name));

/** Whether a file has the content of a source; it is read when the first asks. */
function contentOf({ originals }: ImportRun, file: FoundFile): (source: PlacedSource) => Promise<boolean> {
  let whole: Promise<string> | undefined;
  let head: Promise<string> | undefined;
  return async ({ sha256, headHash, mtime }) => {
    try {
      if (sha256 !== null && sha256 !== '') {
        whole ??= sha256Of(file.file);
        return (await whole) === sha256;
      }
      if (originals === null || headHash === null || mtime !== file.mtime) return false;
      head ??= headHashOf(file.file);
      return (await head) === headHash;
    } catch {
      return false;
    }
  };
}

const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

async function headHashOf(file: Buffer): Promise<string> {
  const handle = await open(file, flags);
  try {
    const head = Buffer.alloc(2 ** 16);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    return createHash('sha256').update(head.subarray(0, bytesRead)).digest('base64url');
  } finally {
    await handle.close();
  }
}

/** Not under its old name any more, or something else is. Of a folder whose name is no text nothing can be said. */
async function isGone(run: ImportRun, { folder, name, size, mtime }: PlacedSource): Promise<boolean> {
  if (folder.includes('\ufffd')) return false;
  const relative = Buffer.concat([Buffer.from(folder === '' ? '' : `${folder}/`), Buffer.from(name)]);
  try {
    const now = await lstat(pathInRoot(run.path.toString(), relative));
    return !now.isFile() || now.size !== size || Math.floor(now.mtimeMs) !== mtime;
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
  }
}

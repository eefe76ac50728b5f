import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { aroundData, folderUnreadable, insideData, notAFolder } from '../errors.ts';
import type { ImportOptions } from './import-options.ts';

/** The folder's real path; refuses what is absent, a file, or part of the gallery's own data; in place also what that lies in. */
export async function resolveRoot(folder: string, { own = [], inPlace = false }: Pick<ImportOptions, 'own' | 'inPlace'>): Promise<string> {
  let real: string;
  try {
    real = await realpath(path.resolve(folder));
    if (!(await stat(real)).isDirectory()) throw notAFolder(folder);
  } catch (cause) {
    throw (cause as NodeJS.ErrnoException).syscall === undefined ? cause : folderUnreadable(folder, cause);
  }
  for (const named of own) {
    const dir = await realpath(named).catch(() => named);
    if (isWithin(real, dir)) throw insideData(folder);
    if (inPlace && isWithin(dir, real)) throw aroundData(folder, dir);
  }
  return real;
}

const isWithin = (inner: string, outer: string) => inner === outer || inner.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);

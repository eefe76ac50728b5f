import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { folderUnreadable, insideData, notAFolder } from '../errors.ts';

/** The folder's real path; refuses what is absent, a file, or part of the gallery's own data. */
export async function resolveRoot(folder: string, own: readonly string[]): Promise<string> {
  let real: string;
  try {
    real = await realpath(path.resolve(folder));
    if (!(await stat(real)).isDirectory()) throw notAFolder(folder);
  } catch (cause) {
    throw (cause as NodeJS.ErrnoException).syscall === undefined ? cause : folderUnreadable(folder, cause);
  }
  for (const dir of own) if (real === dir || real.startsWith(`${dir}${path.sep}`)) throw insideData(folder);
  return real;
}

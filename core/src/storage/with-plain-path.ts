import { isUtf8 } from 'node:buffer';
import { rm, symlink } from 'node:fs/promises';
import { workingName } from '#runtime';

const closingBracket = 0x5d;

/**
 * Runs work on a file under a name that libraries take as it is. They take text only, and libvips takes brackets at the
 * end of a name for options of its decoder: a file named otherwise is reached through a link, for the time of the work.
 */
export async function withPlainPath<T>(tmpDir: string, file: Buffer, work: (file: string) => Promise<T>): Promise<T> {
  if (isUtf8(file) && file.at(-1) !== closingBracket) return work(file.toString('utf8'));
  const link = workingName(tmpDir, 'original');
  await symlink(file, link);
  try {
    return await work(link);
  } finally {
    await rm(link, { force: true });
  }
}

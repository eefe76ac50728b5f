import { isUtf8 } from 'node:buffer';
import { rm, symlink } from 'node:fs/promises';
import { workingName } from './working-name.ts';

/** Libraries take names that are text: a file with another name is reached through a link that has one, for the time of the work. */
export async function withTextPath<T>(tmpDir: string, file: Buffer, work: (file: string) => Promise<T>): Promise<T> {
  if (isUtf8(file)) return work(file.toString('utf8'));
  const link = workingName(tmpDir, 'original');
  await symlink(file, link);
  try {
    return await work(link);
  } finally {
    await rm(link, { force: true });
  }
}

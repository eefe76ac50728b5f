import { statfs } from 'node:fs/promises';
import type { Config } from '#config';

/** How much can still be written to the disk of the gallery. */
export async function freeBytes({ dataDir }: Pick<Config, 'dataDir'>): Promise<number> {
  const { bavail, bsize } = await statfs(dataDir);
  return bavail * bsize;
}

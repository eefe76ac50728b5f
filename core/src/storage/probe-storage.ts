import { mkdir, rm, writeFile } from 'node:fs/promises';
import { workingName } from '#runtime';
import { storageFailed } from './errors.ts';
import type { Storage } from './storage.ts';

const probe = Buffer.alloc(4_096);

/** Writes a little and takes it away again: whether there is room is known to nobody before. Errors: those of writing. */
export async function probeStorage({ tmpDir }: Pick<Storage, 'tmpDir'>): Promise<void> {
  const file = workingName(tmpDir, 'probe');
  try {
    await mkdir(tmpDir, { recursive: true });
    await writeFile(file, probe, { flag: 'wx' });
  } catch (error) {
    throw storageFailed('written', tmpDir, error);
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
}

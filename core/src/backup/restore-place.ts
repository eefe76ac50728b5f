import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { folderTaken, otherRestore } from './errors.ts';
import type { BackupManifest } from './manifest.ts';

/** Says in DATA_DIR which backup is being restored into it. */
const marker = 'restoring.txt';

/**
 * Refuses a folder in which something lies where the backup would put something else, unless restoring the same backup was
 * cut off in it. Derivatives of other images must not be taken for those of the restored ones.
 * Errors: `restore-folder-taken`, `restore-other`.
 */
export async function refuseTaken(dataDir: string, { kind, originals }: BackupManifest, name: string): Promise<void> {
  const begun = (await readFile(path.join(dataDir, marker), 'utf8').catch(() => '')).trim();
  if (begun === name) return;
  if (begun !== '') throw otherRestore(dataDir, begun);
  const wanted = ['derivatives', ...(kind === 'gallery' ? ['files', 'plugins'] : []), ...(originals?.held ? ['originals'] : [])];
  const taken: string[] = [];
  for (const one of wanted) if (await holdsSomething(path.join(dataDir, one))) taken.push(one);
  if (taken.length > 0) throw folderTaken(dataDir, taken);
}

export const markBegun = (dataDir: string, name: string): Promise<void> => writeFile(path.join(dataDir, marker), `${name}\n`, { mode: 0o600, flush: true });

export const markDone = (dataDir: string): Promise<void> => rm(path.join(dataDir, marker), { force: true });

/** Names that begin with a dot are those of work in progress, and links to the program itself are made anew. */
async function holdsSomething(folder: string): Promise<boolean> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.filter(({ name }) => !name.startsWith('.') && name !== 'node_modules' && name !== 'commands.json')) {
    if (!entry.isDirectory() || (await holdsSomething(path.join(folder, entry.name)))) return true;
  }
  return false;
}

import { rename, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { idPattern } from '../packages/manifest-schema.ts';
import { syncFolder } from './digest-folder.ts';
import { notInstalled } from './errors.ts';
import { newStage } from './stages.ts';

const isFolder = /^[0-9A-Za-z.+-]+\+[0-9a-f]{8}$/;
const isId = new RegExp(idPattern);

/** Takes one kept version away, at once; no process may be using it. Errors: `package-not-installed`. */
export async function removeInstalled(pluginsDir: string, id: string, folder: string): Promise<void> {
  const dir = join(pluginsDir, id, folder);
  const there = isId.test(id) && isFolder.test(folder) && (await stat(dir).catch(() => null))?.isDirectory();
  if (!there) throw notInstalled(id, folder);
  // Renamed first, so that nobody ever sees half of it.
  const stage = await newStage(pluginsDir, 'removed');
  await rename(dir, stage);
  await syncFolder(join(pluginsDir, id));
  await rm(stage, { recursive: true, force: true });
  // Refused while there are other versions.
  await rmdir(join(pluginsDir, id)).catch(() => {});
}

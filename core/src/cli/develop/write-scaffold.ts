import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { checkManifest } from '#kernel';
import { badPluginId, folderNotEmpty } from '../errors.ts';
import { type ScaffoldKind, scaffoldFiles } from './scaffold-files.ts';

export interface ScaffoldOptions {
  readonly kind: ScaffoldKind;
  readonly id: string;
  /** Made where it is missing; it has to be empty. */
  readonly folder: string;
}

/** Writes a new plugin or theme. Errors: `cli-plugin-id`, `cli-plugin-folder`; then nothing has been written. */
export async function writeScaffold({ kind, id, folder }: ScaffoldOptions): Promise<void> {
  const files = scaffoldFiles(kind, id);
  const checked = checkManifest(JSON.parse(files.get('package.json') as string).picturerail);
  if ('problems' in checked) throw badPluginId(id, checked.problems);
  if ((await entriesOf(folder)).length > 0) throw folderNotEmpty(resolve(folder));
  for (const [path, text] of files) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return [folder];
    throw error;
  }
}

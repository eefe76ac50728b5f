import { type ImportRun, note } from './import-run.ts';
import { sourcesOf, unseenFolders } from './sources-store.ts';
import { vanishedEntry } from './walk-folders.ts';

/** Files of folders that earlier runs saw and this one did not. They are only reported; where a folder could not be read, nothing below it is. */
export async function reportVanished(run: ImportRun): Promise<void> {
  let afterId = 0;
  for (
    let folders = await unseenFolders(run.i.database.read, run.root, afterId);
    folders.length > 0;
    folders = await unseenFolders(run.i.database.read, run.root, afterId)
  ) {
    for (const { id, path } of folders) {
      afterId = id;
      if (!run.unreadable.some((folder) => folder === '' || path === folder || path.startsWith(`${folder}/`))) await noteFolder(run, id, path);
    }
  }
}

async function noteFolder(run: ImportRun, folderId: number, path: string): Promise<void> {
  const names = path === '' ? [] : path.split('/').map((name) => Buffer.from(name));
  for (const source of (await sourcesOf(run.i.database.read, folderId)).values()) {
    if (source.imageId !== null) await note(run, vanishedEntry([...names, Buffer.from(source.name)], source.imageId));
  }
}

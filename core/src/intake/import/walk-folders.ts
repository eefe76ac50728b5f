import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { whyUnreadable } from '../errors.ts';
import { fateByName } from './fate-by-name.ts';
import { type ImportRun, note } from './import-run.ts';
import type { Pipeline } from './pipeline.ts';
import { rememberedFate } from './remembered-fate.ts';
import { printable, textOf } from './source-name.ts';
import { type FolderRow, type SourceRow, seeFolder, sourcesOf } from './sources-store.ts';
import type { FoundFile } from './take-files.ts';
import type { FolderContent, Found } from './walk-folder.ts';
import { type Folder, relativeBytes, walkTree } from './walk-tree.ts';

const statsAtOnce = 64;

/** As reports show it. */
export const shownPath = (names: readonly Buffer[]): string => names.map((name) => printable(textOf(name))).join('/');

/** Walks the tree, sorts out what is known or not for us, and sends the rest down the pipeline. */
export async function walkFolders(run: ImportRun, pipeline: Pipeline<FoundFile>): Promise<void> {
  for await (const step of walkTree(run.path, run.options.own ?? [])) {
    if (run.options.signal?.aborted) return;
    if (step.kind === 'folder') await walkFolder(run, pipeline, step);
    else if (step.kind === 'skipped')
      await note(run, { path: shownPath([...step.folder.names, step.found.name]), state: 'skipped', code: step.code, reason: step.reason });
    else await noteUnreadable(run, step.folder, step.cause);
  }
}

async function noteUnreadable(run: ImportRun, folder: Folder, cause: unknown): Promise<void> {
  run.unreadable.push(relativeBytes(folder.names).toString('utf8'));
  await note(run, {
    path: shownPath(folder.names),
    state: 'failed',
    code: 'import-folder-unreadable',
    reason: `The folder cannot be read. ${whyUnreadable(cause)}`,
  });
}

async function walkFolder(
  run: ImportRun,
  pipeline: Pipeline<FoundFile>,
  { folder, content }: { readonly folder: Folder; readonly content: FolderContent },
): Promise<void> {
  const row = await run.i.database.transaction((tx) => seeFolder(tx, run.root, relativeBytes(folder.names)));
  const sources = await sourcesOf(run.i.database.read, row.id);
  for (const found of [...content.others]) await noteByName(run, folder, found);
  for (let start = 0; start < content.files.length; start += statsAtOnce) {
    if (run.options.signal?.aborted) return;
    await lookAtFiles(run, pipeline, { folder, row, sources, files: content.files.slice(start, start + statsAtOnce) });
  }
  await noteVanished(run, { folder, sources, present: content.files });
}

async function noteByName(run: ImportRun, folder: Folder, found: Found): Promise<boolean> {
  const fate = fateByName(found);
  if (fate) await note(run, { path: shownPath([...folder.names, found.name]), state: 'skipped', ...fate });
  return fate !== null;
}

interface Files {
  readonly folder: Folder;
  readonly row: FolderRow;
  readonly sources: ReadonlyMap<string, SourceRow>;
  readonly files: readonly Found[];
}

async function lookAtFiles(run: ImportRun, pipeline: Pipeline<FoundFile>, { folder, row, sources, files }: Files): Promise<void> {
  const stats = await Promise.all(files.map((found) => lstat(found.path).catch((cause: unknown) => ({ cause }))));
  for (const [index, found] of files.entries()) {
    if (run.options.signal?.aborted) return;
    if (await noteByName(run, folder, found)) continue;
    const stat = stats[index] as Stats | { cause: unknown };
    const path = shownPath([...folder.names, found.name]);
    if ('cause' in stat) {
      await note(run, { path, state: 'failed', code: 'intake-unreadable', reason: whyUnreadable(stat.cause) });
      continue;
    }
    const file: FoundFile = {
      path,
      file: found.path,
      name: found.name,
      names: folder.names,
      folderId: row.id,
      size: stat.size,
      mtime: Math.floor(stat.mtimeMs),
    };
    const source = sources.get(found.name.toString('hex'));
    const entry = source ? await rememberedFate(run, file, source) : null;
    if (entry) await note(run, entry);
    else await pipeline.submit(file);
  }
}

async function noteVanished(
  run: ImportRun,
  { folder, sources, present }: { readonly folder: Folder; readonly sources: ReadonlyMap<string, SourceRow>; readonly present: readonly Found[] },
): Promise<void> {
  const here = new Set(present.map((found) => found.name.toString('hex')));
  for (const [name, source] of sources) {
    if (here.has(name) || source.imageId === null) continue;
    await note(run, vanishedEntry([...folder.names, Buffer.from(source.name)], source.imageId));
  }
}

export const vanishedEntry = (names: readonly Buffer[], imageId: number) => ({
  path: shownPath(names),
  state: 'vanished' as const,
  imageId,
  code: 'import-vanished',
  reason: 'It was taken in earlier and is not there any more; its image stays.',
});

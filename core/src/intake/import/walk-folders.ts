import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { whyUnreadable } from '../errors.ts';
import type { Entry } from './entry.ts';
import { fateByName } from './fate-by-name.ts';
import { findMoved } from './follow/find-moved.ts';
import { displacedBy } from './follow/follow-file.ts';
import type { FoundFile } from './found-file.ts';
import { type ImportRun, note } from './import-run.ts';
import type { Pipeline } from './pipeline.ts';
import { rememberedFate } from './remembered-fate.ts';
import { printable, textOf } from './source-name.ts';
import type { FolderRow, PlacedSource, SourceRow } from './sources-store.ts';
import type { FolderContent, Found } from './walk-folder.ts';
import { type Folder, relativeBytes, walkTree } from './walk-tree.ts';

const statsAtOnce = 64;
const markedTogether = 100;

/** As reports show it. */
export const shownPath = (names: readonly Buffer[]): string => names.map((name) => printable(textOf(name))).join('/');

/** Walks the tree, sorts out what is known or not for us, and sends the rest down the pipeline. */
export async function walkFolders(run: ImportRun, pipeline: Pipeline<FoundFile>): Promise<void> {
  const seen: number[] = [];
  for await (const step of walkTree(run.path, run.options.own ?? [])) {
    if (run.options.signal?.aborted) return;
    if (step.kind === 'folder') {
      const { id, seenRun } = await walkFolder(run, pipeline, step);
      if (seenRun < run.root.run) seen.push(id);
      if (seen.length === markedTogether) await markAsSeen(run, seen.splice(0));
    } else if (step.kind === 'skipped')
      await note(run, { path: shownPath([...step.folder.names, step.found.name]), state: 'skipped', code: step.code, reason: step.reason });
    else await noteUnreadable(run, step.folder, step.cause);
  }
  await markAsSeen(run, seen);
}

async function markAsSeen(run: ImportRun, folderIds: readonly number[]): Promise<void> {
  if (folderIds.length > 0) await run.ground.markSeen(folderIds);
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
): Promise<FolderRow> {
  const row = await run.ground.seeFolder(relativeBytes(folder.names));
  run.albums.saw(folder.names, row);
  const sources = new Map([...(await run.ground.sourcesOf(row.id))].map(([name, source]) => [name, asMarked(run, source)]));
  for (const found of [...content.others]) await noteByName(run, folder, found);
  for (let start = 0; start < content.files.length; start += statsAtOnce) {
    if (run.options.signal?.aborted) return row;
    await lookAtFiles(run, pipeline, { folder, row, sources, files: content.files.slice(start, start + statsAtOnce) });
  }
  const here = new Set(content.files.map((found) => found.name.toString('hex')));
  if ([...sources.keys()].some((name) => !here.has(name))) run.shrunk.set(row.id, folder.names);
  return row;
}

/** Somebody else may have marked its image as missing. */
const asMarked = (run: ImportRun, source: SourceRow): SourceRow =>
  source.state === 'taken' && run.missing.has(source.imageId ?? 0) ? { ...source, state: 'missing' } : source;

async function noteByName(run: ImportRun, folder: Folder, found: Found): Promise<boolean> {
  const fate = fateByName(found);
  if (fate) await note(run, { path: shownPath([...folder.names, found.name]), state: 'skipped', ...fate });
  return fate !== null;
}

interface Files {
  readonly folder: Folder;
  readonly row: FolderRow;
  /** By the bytes of their names in hexadecimal; follows what becomes of them. */
  readonly sources: Map<string, SourceRow>;
  readonly files: readonly Found[];
}

async function lookAtFiles(run: ImportRun, pipeline: Pipeline<FoundFile>, files: Files): Promise<void> {
  const { sources } = files;
  const found = await statFiles(run, files);
  const sourceOf = (file: FoundFile) => sources.get(file.name.toString('hex'));
  const strange = found.filter((file) => {
    const source = sourceOf(file);
    return !source || source.size !== file.size || source.mtime !== file.mtime;
  });
  const moved = await findMoved(run, strange);
  for (const file of found) {
    if (run.options.signal?.aborted) return;
    const from = moved.get(file);
    const source = sourceOf(file);
    const fate = from ? await follow(run, files, { file, from, moved }) : source ? await rememberedFate(run, file, source) : file;
    if (!('state' in fate)) await pipeline.submit(fate);
    else {
      if (fate.state === 'found') await run.ground.showFound(run, file, fate.imageId as number);
      await note(run, fate);
    }
  }
}

interface Following {
  readonly file: FoundFile;
  readonly from: PlacedSource;
  readonly moved: Map<FoundFile, PlacedSource>;
}

/** Follows a file, and keeps up what is known of the others: the one that lay here before is remembered under the old name of this one. */
async function follow(run: ImportRun, { row, sources }: Files, { file, from, moved }: Following): Promise<Entry> {
  const here = file.name.toString('hex');
  const displaced = displacedBy(from, sources.get(here));
  const entry = await run.ground.followFile(run, { file, source: from, displaced });
  if (from.folderId === row.id) {
    const old = Buffer.from(from.name).toString('hex');
    sources.delete(old);
    if (displaced) sources.set(old, displaced);
  }
  sources.set(here, { ...from, size: file.size, mtime: file.mtime, state: 'taken' });
  if (displaced)
    for (const [other, one] of moved) if (one.imageId === displaced.imageId) moved.set(other, { ...one, folderId: from.folderId, name: from.name });
  return entry;
}

/** What is to be looked at, as the file system describes it; all else is noted. */
async function statFiles(run: ImportRun, { folder, row, files }: Files): Promise<FoundFile[]> {
  const stats = await Promise.all(files.map((found) => lstat(found.path).catch((cause: unknown) => ({ cause }))));
  const described: FoundFile[] = [];
  for (const [index, found] of files.entries()) {
    if (await noteByName(run, folder, found)) continue;
    const stat = stats[index] as Stats | { cause: unknown };
    const path = shownPath([...folder.names, found.name]);
    if ('cause' in stat) await note(run, { path, state: 'failed', code: 'intake-unreadable', reason: whyUnreadable(stat.cause) });
    else {
      const { size, mtimeMs } = stat;
      described.push({ path, file: found.path, name: found.name, names: folder.names, folderId: row.id, size, mtime: Math.floor(mtimeMs) });
    }
  }
  return described;
}

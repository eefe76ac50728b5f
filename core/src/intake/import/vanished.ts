import type { Entry } from './entry.ts';
import { type ImportRun, note } from './import-run.ts';
import { printable, textOf } from './source-name.ts';
import { foldersAfter, type SourceRow } from './sources-store.ts';
import { filesSeen } from './summary.ts';
import { readFolder } from './walk-folder.ts';

/** A file that an earlier run took in and that is not there any more. */
export interface Vanished {
  readonly folderId: number;
  readonly path: string;
  readonly source: SourceRow & { readonly imageId: number };
}

const together = 100;
/** More than one in so many vanished at once is a disk that was not mounted rather than somebody who tidied up. */
const tolerated = 10;

/**
 * What vanished and was not found elsewhere. Copies stay as they are, and it is only said. Originals in place are marked
 * as missing, unless the folder is empty or so much vanished that it looks like a mistake.
 */
export async function dealWithVanished(run: ImportRun): Promise<void> {
  if (run.originals === null) return tellVanished(run, 'It was taken in earlier and is not there any more; its image stays.');
  let count = 0;
  for await (const _ of vanishedFiles(run)) count += 1;
  if (count === 0) return;
  const suspicious = filesSeen(run.tally) === 0 || count * tolerated > (await run.ground.countTaken());
  if (suspicious && !run.options.acceptMissing) {
    return tellVanished(run, 'It is not there any more. So many vanished that nothing was marked; --accept-missing marks their images as missing.');
  }
  const batch: Vanished[] = [];
  for await (const vanished of vanishedFiles(run)) {
    batch.push(vanished);
    if (batch.length === together) await markAll(run, batch.splice(0));
  }
  await markAll(run, batch);
}

async function markAll(run: ImportRun, batch: readonly Vanished[]): Promise<void> {
  if (batch.length === 0) return;
  await run.ground.markMissing(batch);
  for (const vanished of batch)
    await note(run, entryOf(vanished, { state: 'missing', code: 'import-missing', reason: 'It is not there any more; its image is hidden until it is.' }));
}

async function tellVanished(run: ImportRun, reason: string): Promise<void> {
  for await (const vanished of vanishedFiles(run)) await note(run, entryOf(vanished, { state: 'vanished', code: 'import-vanished', reason }));
}

const entryOf = ({ path, source }: Vanished, rest: Pick<Entry, 'state' | 'code' | 'reason'>): Entry => ({ path, imageId: source.imageId, ...rest });

/** Of folders that are gone, and of those that the walk found shrunk; where a folder could not be read, nothing below it. */
async function* vanishedFiles(run: ImportRun): AsyncGenerator<Vanished> {
  const { read } = run.i.database;
  let afterId = 0;
  for (let folders = await foldersAfter(read, run.root.id, afterId); folders.length > 0; folders = await foldersAfter(read, run.root.id, afterId)) {
    for (const { id, path, seenRun } of folders) {
      afterId = id;
      if (run.ground.isSeen({ id, seenRun })) {
        const names = run.shrunk.get(id);
        if (names) yield* missingIn(run, { id, path, present: await namesIn(run, names) });
      } else if (!run.unreadable.some((folder) => folder === '' || path === folder || path.startsWith(`${folder}/`))) {
        yield* missingIn(run, { id, path, present: new Set() });
      }
    }
  }
}

/** Null where it cannot be read now. */
async function namesIn(run: ImportRun, names: readonly Buffer[]): Promise<ReadonlySet<string> | null> {
  const slash = Buffer.from('/');
  const content = await readFolder(Buffer.concat([run.path, ...names.flatMap((name) => [slash, name])])).catch(() => null);
  return content && new Set(content.files.map(({ name }) => name.toString('hex')));
}

interface Folder {
  readonly id: number;
  readonly path: string;
  readonly present: ReadonlySet<string> | null;
}

async function* missingIn(run: ImportRun, { id, path, present }: Folder): AsyncGenerator<Vanished> {
  if (present === null) return;
  for (const [name, source] of await run.ground.sourcesOf(id)) {
    const { imageId, state } = source;
    if (imageId === null || state === 'missing' || present.has(name)) continue;
    const shown = printable(textOf(Buffer.from(source.name)));
    yield { folderId: id, path: path === '' ? shown : `${printable(path)}/${shown}`, source: { ...source, imageId } };
  }
}

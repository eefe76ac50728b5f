import { findInPlace, imageIsLiving } from '#gallery';
import type { Entry } from '../entry.ts';
import { type ImportRun, note } from '../import-run.ts';
import type { InPlaceFile } from '../in-place/prepare-in-place.ts';
import { inTrash } from '../in-place/settle-in-place.ts';
import { entryOfRefusal } from '../in-place/source-in-place.ts';
import { relativeBytes } from '../walk-tree.ts';
import type { TrialMemory } from './trial-memory.ts';

/** What would become of a batch of files that stay where they lie; each is noted as if it had. */
export async function settleInPlaceOnTrial(run: ImportRun, memory: TrialMemory, files: readonly InPlaceFile[]): Promise<void> {
  const holders = await findInPlace(
    run.i.gallery,
    run.originals?.id ?? 0,
    files.map(({ found }) => relativeBytes([...found.names, found.name])),
  );
  for (const [index, file] of files.entries()) await note(run, await fateOf(run, memory, file, holders[index] ?? null));
}

async function fateOf(run: ImportRun, memory: TrialMemory, { found, looked }: InPlaceFile, holder: number | null): Promise<Entry> {
  const { path, source } = found;
  if (source?.state === 'missing') memory.taken += 1;
  if (looked === 'touched') return { path, state: 'known', ...(source ? { imageId: source.imageId } : {}) };
  if ('outcome' in looked) return entryOfRefusal(path, looked);
  if (source) return { path, state: 'changed', imageId: source.imageId, bytes: looked.bytes };
  const albumId = await run.albums.albumOf(found.names);
  if (holder !== null && !(await imageIsLiving(run.i.gallery, holder))) return inTrash(path, holder);
  const imageId = holder ?? memory.keep('');
  const isHung = await memory.hang(imageId, albumId);
  memory.remember(imageId, albumId);
  return { path, state: holder === null ? 'added' : isHung ? 'placed' : 'present', imageId, bytes: looked.bytes };
}

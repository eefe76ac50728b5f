import { findImage, imageIsLiving } from '#gallery';
import type { SourceFile } from '../../arrival.ts';
import type { Fresh, Known } from '../../prepared.ts';
import type { Entry } from '../entry.ts';
import type { FoundFile, PreparedFile } from '../found-file.ts';
import { type ImportRun, note } from '../import-run.ts';
import { notRenewed } from '../renew-stored.ts';
import { entryOf, renews, touchedEntry } from '../take-files.ts';
import type { TrialMemory } from './trial-memory.ts';

/** What would become of a batch of files that are copied; each is noted as if it had. */
export async function settleFilesOnTrial(run: ImportRun, memory: TrialMemory, files: readonly PreparedFile[]): Promise<void> {
  for (const file of files) {
    const entry = await fateOf(run, memory, file);
    if (entry) await note(run, entry);
  }
}

async function fateOf(run: ImportRun, memory: TrialMemory, file: PreparedFile): Promise<Entry | null> {
  const { found, prepared } = file;
  if (prepared === 'touched') return touchedEntry(run, found);
  if (prepared.kind === 'rejected') return entryOf(found, prepared.taken);
  if (await renews(run, file)) return renewed(run, memory, found, prepared.sha256);
  return arrived(run, memory, found, prepared);
}

async function renewed({ i }: ImportRun, memory: TrialMemory, found: FoundFile, sha256: string): Promise<Entry> {
  const imageId = found.source?.imageId as number;
  const image = await findImage(i.gallery, imageId);
  if (!image || image.albumId === null || !(await imageIsLiving(i.gallery, imageId))) return notRenewed(found, imageId);
  memory.keep(sha256, imageId);
  return { path: found.path, state: 'changed', imageId, bytes: found.size };
}

async function arrived(run: ImportRun, memory: TrialMemory, found: FoundFile, { sha256, bytes }: Fresh<SourceFile> | Known<SourceFile>): Promise<Entry> {
  const albumId = await run.albums.albumOf(found.names);
  const there = await memory.imageOf(sha256);
  const imageId = there ?? memory.keep(sha256);
  const isHung = await memory.hang(imageId, albumId);
  memory.remember(imageId, albumId);
  const before = found.source?.imageId;
  if (before !== undefined && before !== imageId && (await memory.otherSourcesIn(before, albumId)) <= 1) memory.takeDown(before, albumId);
  return entryOf(found, { outcome: there === null ? 'added' : isHung ? 'placed' : 'present', imageId, sha256, bytes });
}

import { rm } from 'node:fs/promises';
import { system } from '#gallery';
import type { SourceFile, Taken } from '../arrival.ts';
import { storeFailed } from '../outage.ts';
import { prepareArrival } from '../prepare-arrival.ts';
import { inAlbum, type Prepared } from '../prepared.ts';
import { settleArrivals } from '../settle-arrivals.ts';
import type { Entry } from './entry.ts';
import { type ImportRun, note } from './import-run.ts';
import { textOf } from './source-name.ts';
import { type NewSource, rememberSources } from './sources-store.ts';

/** A file that is to be taken in, as the walk found it. */
export interface FoundFile {
  /** As reports show it. */
  readonly path: string;
  readonly file: Buffer;
  readonly name: Buffer;
  /** Of the folders that lead to it. */
  readonly names: readonly Buffer[];
  readonly folderId: number;
  readonly size: number;
  readonly mtime: number;
}

export interface PreparedFile {
  readonly found: FoundFile;
  readonly prepared: Prepared<SourceFile>;
}

export const prepareFile = async (run: ImportRun, found: FoundFile): Promise<PreparedFile> => ({
  found,
  prepared: await prepareArrival(run.i, system, { file: found.file, fileName: textOf(found.name), uploaderId: null }),
});

/** Gives a batch its albums and rows, then remembers and reports it: a run that ends in between finds the rows by content. */
export async function settleFiles(run: ImportRun, batch: readonly PreparedFile[]): Promise<void> {
  const placed: Prepared[] = [];
  for (const file of batch) placed.push(await hung(run, file));
  const taken = await settleArrivals(run.i, system, placed);
  const fates = batch.map(({ found }, index) => ({ found, taken: taken[index] as Taken }));
  const sources = fates.map(({ found, taken: fate }) => sourceOf(found, fate)).filter((source) => source !== null);
  await run.i.database.transaction((tx) => rememberSources(tx, sources));
  for (const { found, taken: fate } of fates) await note(run, entryOf(found, fate));
}

/** Where the album of a folder cannot be made, its files are not taken, and the import goes on. */
async function hung(run: ImportRun, file: PreparedFile): Promise<Prepared> {
  const { found, prepared } = file;
  if (prepared.kind === 'rejected') return inAlbum(prepared, 0);
  try {
    return inAlbum(prepared, await run.albums.albumOf(found.names));
  } catch (error) {
    const taken = storeFailed(run.i, found.path, error);
    await discardFile(file);
    return { kind: 'rejected', arrival: { ...prepared.arrival, albumId: 0 }, taken };
  }
}

export const discardFile = async ({ prepared }: PreparedFile): Promise<void> => {
  if (prepared.kind === 'fresh') await rm(prepared.file, { force: true });
};

/** Blocks of metadata are what makes a batch heavy in memory. */
export function weightOf({ prepared }: PreparedFile): number {
  if (prepared.kind !== 'fresh') return 0;
  const { exif, iptc, xmp } = prepared.measured.blocks;
  return (exif?.length ?? 0) + (iptc?.length ?? 0) + (xmp?.length ?? 0);
}

/** What is worth remembering: images, and refusals of content. Anything else may end differently next time. */
function sourceOf({ folderId, name, size, mtime }: FoundFile, taken: Taken): NewSource | null {
  const same = { folderId, name, size, mtime };
  if ('imageId' in taken) return { ...same, state: 'taken', sha256: taken.sha256, imageId: taken.imageId, reason: null };
  if (taken.outcome === 'refused') return { ...same, state: 'refused', sha256: null, imageId: null, reason: taken.reason };
  return null;
}

function entryOf({ path, size }: FoundFile, taken: Taken): Entry {
  if ('imageId' in taken) return { path, state: taken.outcome, imageId: taken.imageId, bytes: size };
  return { path, state: taken.outcome, code: taken.code, reason: taken.reason };
}

import type { GalleryError } from '@picturerail/sdk';
import { imageIsLiving, removePlacements, system } from '#gallery';
import type { SourceFile, Taken } from '../arrival.ts';
import { faultOfImage } from '../fault-of-image.ts';
import { storeFailed } from '../outage.ts';
import { prepareArrival } from '../prepare-arrival.ts';
import { inAlbum, type Prepared } from '../prepared.ts';
import { settleArrivals } from '../settle-arrivals.ts';
import type { Entry } from './entry.ts';
import { discardFile, type FoundFile, type FreshFile, type PreparedFile } from './found-file.ts';
import { type ImportRun, note } from './import-run.ts';
import { onlyTouched } from './only-touched.ts';
import { renewStored } from './renew-stored.ts';
import { textOf } from './source-name.ts';
import { type NewSource, otherSourcesIn, rememberSources } from './sources-store.ts';

export async function prepareFile(run: ImportRun, found: FoundFile): Promise<PreparedFile> {
  if (await onlyTouched(found)) return { found, prepared: 'touched' };
  const arrival = { file: found.file, fileName: textOf(found.name), uploaderId: null };
  return { found, prepared: await prepareArrival(run.i, system, arrival, { copy: !run.options.simulate }) };
}

/** Gives a batch its albums and rows, then remembers and reports it: a run that ends in between finds the rows by content. */
export async function settleFiles(run: ImportRun, files: readonly PreparedFile[]): Promise<void> {
  const batch: Arrived[] = [];
  for (const file of files) {
    if (file.prepared === 'touched') await noteTouched(run, file.found);
    else if (await renews(run, file)) await renewStored(run, file as FreshFile);
    else batch.push(file as Arrived);
  }
  const placed: Prepared[] = [];
  for (const file of batch) placed.push(await hung(run, file));
  const taken = await settleArrivals(run.i, system, placed);
  const fates = batch.map(({ found }, index) => ({ found, taken: taken[index] as Taken }));
  const sources = fates.map(({ found, taken: fate }) => sourceOf(found, fate)).filter((source) => source !== null);
  await run.i.database.transaction((tx) => rememberSources(tx, sources));
  for (const { found, taken: fate } of fates) {
    if (found.source && 'imageId' in fate && fate.imageId !== found.source.imageId) await takeDown(run, found, found.source.imageId);
    await note(run, entryOf(found, fate));
  }
}

type Arrived = Omit<PreparedFile, 'prepared'> & { readonly prepared: Prepared<SourceFile> };

async function noteTouched(run: ImportRun, { path, folderId, name, size, mtime, source }: FoundFile): Promise<void> {
  if (!source) return;
  const { imageId } = source;
  const fault = await faultOfImage(run.i, imageId);
  const seen = { ...source, folderId, name, size, mtime };
  await run.i.database.transaction((tx) =>
    rememberSources(tx, [fault === null ? { ...seen, state: 'taken', reason: null } : { ...seen, state: 'refused', reason: fault.message }]),
  );
  await note(run, entryOfTouched(path, imageId, fault));
}

const entryOfTouched = (path: string, imageId: number, fault: GalleryError | null): Entry =>
  fault === null ? { path, state: 'known', imageId } : { path, state: 'refused', imageId, code: fault.code, reason: fault.message };

/** What is said of a file that has another time and the same content; null where it is of no image. */
export const touchedEntry = async ({ i }: ImportRun, { path, source }: FoundFile): Promise<Entry | null> =>
  source ? entryOfTouched(path, source.imageId, await faultOfImage(i, source.imageId)) : null;

/** Bytes that other files stand for too stay as they are: then the changed file becomes an image of its own. */
export const renews = async (run: ImportRun, { found, prepared }: PreparedFile): Promise<boolean> =>
  found.source !== undefined && prepared !== 'touched' && prepared.kind === 'fresh' && (await run.ground.sourcesOfImage(found.source.imageId)) === 1;

/** The image that a file was the source of does not hang in the album of its folder any more, unless another file hangs it there. */
async function takeDown(run: ImportRun, found: FoundFile, imageId: number): Promise<void> {
  const { gallery, database } = run.i;
  const albumId = await run.albums.albumOf(found.names);
  if ((await otherSourcesIn(database.read, imageId, albumId)) > 0 || !(await imageIsLiving(gallery, imageId))) return;
  await removePlacements(gallery, system, [{ imageId, albumId }]);
}

/** Where the album of a folder cannot be made, its files are not taken, and the import goes on. */
async function hung(run: ImportRun, file: Arrived): Promise<Prepared> {
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

/** Blocks of metadata are what makes a batch heavy in memory. */
export function weightOf({ prepared }: PreparedFile): number {
  if (prepared === 'touched' || prepared.kind !== 'fresh') return 0;
  const { exif, iptc, xmp } = prepared.facts.blocks;
  return (exif?.length ?? 0) + (iptc?.length ?? 0) + (xmp?.length ?? 0);
}

/** What is worth remembering: images, and refusals of content. Anything else may end differently next time. */
function sourceOf({ folderId, name, size, mtime, source }: FoundFile, taken: Taken): NewSource | null {
  const same = { folderId, name, size, mtime };
  if ('imageId' in taken) return { ...same, state: 'taken', sha256: taken.sha256, headHash: null, imageId: taken.imageId, reason: null };
  if (taken.outcome === 'refused')
    return { ...same, state: 'refused', sha256: source?.sha256 ?? null, headHash: null, imageId: source?.imageId ?? null, reason: taken.reason };
  return null;
}

export function entryOf({ path, size }: FoundFile, taken: Taken): Entry {
  if ('imageId' in taken) return { path, state: taken.outcome, imageId: taken.imageId, bytes: size };
  return { path, state: taken.outcome, code: taken.code, reason: taken.reason };
}

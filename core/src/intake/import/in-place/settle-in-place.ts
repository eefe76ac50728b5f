import { findInPlace, imageIsLiving, placeImages, system } from '#gallery';
import type { NotTaken } from '../../arrival.ts';
import { isOutage, storeFailed } from '../../outage.ts';
import type { Entry } from '../entry.ts';
import { type ImportRun, note } from '../import-run.ts';
import { type NewSource, rememberSources } from '../sources-store.ts';
import { relativeBytes } from '../walk-tree.ts';
import { insertInPlace } from './insert-in-place.ts';
import type { Facts, InPlaceFile } from './prepare-in-place.ts';
import { renewInPlace } from './renew-in-place.ts';
import { entryOfRefusal, type Hung, sourceOf } from './source-in-place.ts';

const isFacts = (file: InPlaceFile): file is InPlaceFile & { readonly looked: Facts } => typeof file.looked !== 'string' && !('outcome' in file.looked);

/** Gives a batch its rows. Sources are remembered in the same transaction as images: a run that is cut off leaves both or neither. */
export async function settleInPlace(run: ImportRun, batch: readonly InPlaceFile[]): Promise<void> {
  await settleOthers(
    run,
    batch.filter((file) => !isFacts(file)),
  );
  const pictures = batch.filter(isFacts);
  await renewInPlace(
    run,
    pictures.filter(({ found }) => found.source),
  );
  await settleNew(
    run,
    pictures.filter(({ found }) => !found.source),
  );
}

/** What is no picture, and what was only touched. */
async function settleOthers(run: ImportRun, files: readonly InPlaceFile[]): Promise<void> {
  const sources = files.map(({ found, looked }) => sourceOfOther(found, looked as NotTaken | 'touched')).filter((source) => source !== null);
  if (sources.length > 0) await run.i.database.transaction((tx) => rememberSources(tx, sources));
  for (const { found, looked } of files) {
    if (looked === 'touched') await note(run, { path: found.path, state: 'known', ...(found.source ? { imageId: found.source.imageId } : {}) });
    else await note(run, entryOfRefusal(found.path, looked as NotTaken));
  }
}

function sourceOfOther({ folderId, name, size, mtime, source }: InPlaceFile['found'], looked: NotTaken | 'touched'): NewSource | null {
  if (looked === 'touched') return source ? { ...source, folderId, name, size, mtime, state: 'taken' } : null;
  if (looked.outcome !== 'refused') return null;
  return {
    folderId,
    name,
    size,
    mtime,
    state: 'refused',
    sha256: source?.sha256 ?? null,
    headHash: null,
    imageId: source?.imageId ?? null,
    reason: looked.reason,
  };
}

/** A file whose image was stored by a run that another one overtook, or that was deleted, is not stored a second time. */
async function settleNew(run: ImportRun, files: readonly (InPlaceFile & { readonly looked: Facts })[]): Promise<void> {
  const holders = await findInPlace(
    run.i.gallery,
    run.originals?.id ?? 0,
    files.map(({ found }) => relativeBytes([...found.names, found.name])),
  );
  const fresh: Hung[] = [];
  for (const [index, file] of files.entries()) {
    const holder = holders[index] ?? null;
    const albumId = await albumFor(run, file);
    if (albumId === null) continue;
    if (holder === null) fresh.push({ ...file, albumId });
    else await settleHeld(run, { ...file, albumId }, holder);
  }
  await insertInPlace(run, fresh);
}

/** Null where the album cannot be made: then the file is not taken, and the import goes on. */
async function albumFor(run: ImportRun, { found }: InPlaceFile): Promise<number | null> {
  try {
    return await run.albums.albumOf(found.names);
  } catch (error) {
    if (isOutage(error)) throw error;
    await note(run, entryOfRefusal(found.path, storeFailed(run.i, found.path, error)));
    return null;
  }
}

export const inTrash = (path: string, imageId: number): Entry => ({
  path,
  state: 'skipped',
  imageId,
  code: 'import-in-trash',
  reason: 'Its image is in the trash; restore it there.',
});

async function settleHeld(run: ImportRun, { found, looked, albumId }: Hung, imageId: number): Promise<void> {
  if (!(await imageIsLiving(run.i.gallery, imageId))) {
    return note(run, inTrash(found.path, imageId));
  }
  const [placed] = await placeImages(run.i.gallery, system, [{ imageId, albumId }]);
  await run.i.database.transaction((tx) => rememberSources(tx, [sourceOf({ found, looked }, imageId)]));
  await note(run, { path: found.path, state: placed ? 'placed' : 'present', imageId, bytes: looked.bytes });
}

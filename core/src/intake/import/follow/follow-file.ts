import { albumIsLiving, findImage, imageIsLiving, markFound, moveInPlace, placeImages, removePlacements, setMainAlbum, system } from '#gallery';
import type { Entry } from '../entry.ts';
import type { FoundFile } from '../found-file.ts';
import type { ImportRun } from '../import-run.ts';
import { textOf } from '../source-name.ts';
import { deleteSource, otherSourcesIn, type PlacedSource, rememberSources, type SourceRow } from '../sources-store.ts';
import { relativeBytes } from '../walk-tree.ts';

export interface Following {
  readonly file: FoundFile;
  /** What it was known as. */
  readonly source: PlacedSource;
  /** What lay under its name before. */
  readonly displaced: SourceRow | null;
}

/** Another image's source that lay where this one lies now. */
export const displacedBy = ({ imageId }: SourceRow, here: SourceRow | undefined): SourceRow | null =>
  here !== undefined && here.imageId !== null && here.imageId !== imageId ? here : null;

/** The image of a file that has moved goes where the file went. Cut off anywhere, the next run finds the same and goes on. */
export async function followFile(run: ImportRun, following: Following): Promise<Entry> {
  const { i } = run;
  const { file, source } = following;
  const imageId = source.imageId as number;
  if (await imageIsLiving(i.gallery, imageId)) await hangElsewhere(run, file, source);
  await remember(run, following);
  return { path: file.path, state: 'moved', imageId };
}

/** Out of the album of its old folder, into that of its new one; placements that people made stay. */
async function hangElsewhere(run: ImportRun, file: FoundFile, source: PlacedSource): Promise<void> {
  const { gallery, database } = run.i;
  const imageId = source.imageId as number;
  const albumId = await run.albums.albumOf(file.names);
  const oldId = source.folder === '' ? await run.albums.albumOf([]) : source.albumId;
  if (oldId === albumId) return;
  await placeImages(gallery, system, [{ imageId, albumId }]);
  if (oldId === null || !(await albumIsLiving(gallery, oldId))) return;
  if ((await findImage(gallery, imageId))?.albumId === oldId) await setMainAlbum(gallery, system, imageId, albumId);
  if ((await otherSourcesIn(database.read, imageId, oldId)) <= 1) await removePlacements(gallery, system, [{ imageId, albumId: oldId }]);
}

/** Where another file lay under this name, what was known of that one takes the old place of this one: so it is found in its turn. */
async function remember(run: ImportRun, { file, source, displaced }: Following): Promise<void> {
  const imageId = source.imageId as number;
  const { sha256, headHash } = source;
  const { folderId, name, size, mtime } = file;
  const old = { folderId: source.folderId, name: Buffer.from(source.name) };
  const within = async (tx: Parameters<Parameters<typeof run.i.database.transaction>[0]>[0]) => {
    if (run.originals) {
      const path = relativeBytes([...file.names, file.name]);
      await moveInPlace(tx, { imageId, rootId: run.originals.id, path, fileName: textOf(file.name) });
    }
    await deleteSource(tx, old.folderId, old.name);
    const now = { folderId, name, size, mtime, state: 'taken' as const, sha256, headHash, imageId, reason: null };
    await rememberSources(tx, displaced ? [now, { ...displaced, ...old }] : [now]);
  };
  if (source.state === 'missing' || run.missing.has(imageId)) await markFound(run.i.gallery, system, [imageId], { within });
  else await run.i.database.transaction(within);
}

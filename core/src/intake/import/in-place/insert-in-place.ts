import { isUtf8 } from 'node:buffer';
import { isGalleryError, type Reading, type ReadingFields } from '@picturerail/sdk';
import type { Tx } from '#database';
import { fileKey, fileNameFor, insertImages, type NewImage, system, takenFileKeys } from '#gallery';
import { addOriginalsJobs } from '../../define-originals.ts';
import { numberedName } from '../../numbered-name.ts';
import { isOutage, storeFailed } from '../../outage.ts';
import { writePluginRows } from '../../plugin-rows.ts';
import { presentBlocks, readImages } from '../../read-images.ts';
import { type ImportRun, note } from '../import-run.ts';
import { textOf } from '../source-name.ts';
import { rememberSources } from '../sources-store.ts';
import { relativeBytes } from '../walk-tree.ts';
import { entryOfRefusal, type Hung, sourceOf } from './source-in-place.ts';

const attempts = 5;

/** Rows of new images whose originals stay where they lie. What fails together is tried one by one, then without the rows of plugins. */
export async function insertInPlace(run: ImportRun, files: readonly Hung[], pluginRows = true): Promise<void> {
  if (files.length === 0) return;
  try {
    const ids = await insertTogether(run, files, pluginRows);
    for (const [index, { found, looked }] of files.entries())
      await note(run, { path: found.path, state: 'added', imageId: ids[index] as number, bytes: looked.bytes });
  } catch (error) {
    if (isOutage(error)) throw error;
    await insertSingly(run, files, { pluginRows, error });
  }
}

async function insertSingly(run: ImportRun, files: readonly Hung[], { pluginRows, error }: { readonly pluginRows: boolean; readonly error: unknown }) {
  const [first] = files;
  if (files.length > 1) for (const file of files) await insertInPlace(run, [file], pluginRows);
  else if (first && pluginRows && run.i.hooks.used('images:reading')) {
    run.i.log.error('an image is stored without what plugins read of it', { fileName: first.found.path, err: error });
    await insertInPlace(run, [first], false);
  } else if (first) await note(run, entryOfRefusal(first.found.path, storeFailed(run.i, first.found.path, error)));
}

async function insertTogether(run: ImportRun, files: readonly Hung[], pluginRows: boolean): Promise<number[]> {
  const readings = await readImages(run.i, files.map(readingOf), 'import');
  const within = async (tx: Tx, ids: readonly number[]) => {
    if (pluginRows) await writePluginRows(tx, pairs(readings, ids), { replace: false });
    await addOriginalsJobs(run.i, tx, ids);
    await rememberSources(
      tx,
      files.map((file, index) => sourceOf(file, ids[index] as number)),
    );
  };
  for (let attempt = 1; ; attempt += 1) {
    const names = await freeNames(run, files);
    try {
      const made = await insertImages(run.i.gallery, system, newImages(run, { files, names, readings }), { within });
      return made.map(({ id }) => id);
    } catch (error) {
      // Somebody was quicker with a name.
      if (attempt === attempts || !isGalleryError(error) || error.code !== 'file-name-taken') throw error;
    }
  }
}

export const pairs = (readings: readonly Reading[], ids: readonly number[]) => readings.map((reading, index) => ({ reading, imageId: ids[index] as number }));

/** What plugins are told. */
export const readingOf = ({ found, looked }: Pick<Hung, 'found' | 'looked'>): Reading => ({
  file: isUtf8(found.file) ? found.file.toString('utf8') : null,
  fileName: textOf(found.name),
  mime: looked.mime,
  bytes: looked.bytes,
  width: looked.width,
  height: looked.height,
  imageId: found.source?.imageId ?? null,
  blocks: presentBlocks(looked.blocks),
  fields: {},
  rows: [],
});

interface Named {
  readonly files: readonly Hung[];
  readonly names: readonly string[];
  readonly readings: readonly { readonly fields: ReadingFields }[];
}

const newImages = (run: ImportRun, { files, names, readings }: Named): NewImage[] =>
  files.map(({ found, looked, albumId }, index) => ({
    albumId,
    fileName: names[index] as string,
    uploaderId: null,
    sha256: '',
    bytes: looked.bytes,
    mime: looked.mime,
    width: looked.width,
    height: looked.height,
    color: looked.color,
    thumbHash: looked.thumbHash,
    fields: readings[index]?.fields ?? {},
    inPlace: { rootId: run.originals?.id ?? 0, path: relativeBytes([...found.names, found.name]) },
  }));

/** Names that are free in the albums, as far as can be seen before the transaction. */
async function freeNames(run: ImportRun, files: readonly Hung[]): Promise<string[]> {
  const names: string[] = new Array(files.length);
  for (const albumId of new Set(files.map((file) => file.albumId))) {
    const given = new Set<string>();
    let waiting = [...files.keys()].filter((index) => files[index]?.albumId === albumId);
    for (let attempt = 0; waiting.length > 0; attempt += 1) {
      const wanted = waiting.map((index) => ({ index, name: numberedName(fileNameFor(textOf(files[index]?.found.name as Buffer)), attempt) }));
      const taken = await takenFileKeys(
        run.i.database.read,
        albumId,
        wanted.map(({ name }) => fileKey(name)),
      );
      waiting = [];
      for (const { index, name } of wanted) {
        const key = fileKey(name);
        if (taken.has(key) || given.has(key)) waiting.push(index);
        else {
          given.add(key);
          names[index] = name;
        }
      }
    }
  }
  return names;
}

import type { Tx } from '#database';
import { renewImages } from '#gallery';
import { addOriginalsJobs } from '../../define-originals.ts';
import { writePluginRows } from '../../plugin-rows.ts';
import { readImages } from '../../read-images.ts';
import { type ImportRun, note } from '../import-run.ts';
import { publishMended, showFound } from '../show-again.ts';
import { rememberSources } from '../sources-store.ts';
import { pairs, readingOf } from './insert-in-place.ts';
import type { Facts, InPlaceFile } from './prepare-in-place.ts';
import { sourceOf } from './source-in-place.ts';

type Changed = InPlaceFile & { readonly looked: Facts };

/** New versions of images whose originals are others now where they lie. */
export async function renewInPlace(run: ImportRun, files: readonly Changed[]): Promise<void> {
  if (files.length === 0) return;
  const ids = files.map(({ found }) => found.source?.imageId as number);
  const readings = await readImages(run.i, files.map(readingOf), 'import');
  const within = async (tx: Tx) => {
    await writePluginRows(tx, pairs(readings, ids), { replace: true });
    await addOriginalsJobs(run.i, tx, ids);
    await rememberSources(
      tx,
      files.map((file, index) => ({ ...sourceOf(file, ids[index] as number), state: file.found.source?.state === 'missing' ? 'missing' : 'taken' })),
    );
  };
  const renewals = files.map(({ looked: { bytes, mime, width, height, color, thumbHash } }, index) => ({
    imageId: ids[index] as number,
    ...{ sha256: '', bytes, mime, width, height, color, thumbHash },
    fields: readings[index]?.fields ?? {},
  }));
  await publishMended(
    run,
    files.map(({ found }) => found),
  );
  await renewImages(run.i.gallery, renewals, { within });
  for (const [index, { found, looked }] of files.entries()) {
    const imageId = ids[index] as number;
    await run.i.media.forget(imageId);
    if (found.source?.state === 'missing') await showFound(run, found, imageId);
    await note(run, { path: found.path, state: 'changed', imageId, bytes: looked.bytes });
  }
}

import { markFound, publishImages, system } from '#gallery';
import type { FoundFile } from './found-file.ts';
import type { ImportRun } from './import-run.ts';
import { setSourceState } from './sources-store.ts';

/** Its original was missing and is back. */
export const showFound = (run: ImportRun, { folderId, name }: FoundFile, imageId: number): Promise<void> =>
  markFound(run.i.gallery, system, [imageId], {
    within: async (tx) => {
      await setSourceState(tx, folderId, name, 'taken');
    },
  });

/** Images that were taken off because their originals turned out to be damaged, and that have others now. */
export async function publishMended(run: ImportRun, files: readonly FoundFile[]): Promise<void> {
  const mended = files.flatMap(({ source }) => (source?.state === 'refused' ? [source.imageId] : []));
  if (mended.length > 0) await publishImages(run.i.gallery, system, mended);
}

import { findImage, findImagesByHash, type ImageRow, imageIsLiving, originalKey, renewImages } from '#gallery';
import { type ArrivalRow, deleteArrivals } from '../arrivals-store.ts';
import type { Claim } from '../claim-arrivals.ts';
import { claimArrivals } from '../claim-arrivals.ts';
import { originalsJobName } from '../define-originals.ts';
import { claimsLost, unsettled } from '../errors.ts';
import { isOutage, storeFailed } from '../outage.ts';
import { writePluginRows } from '../plugin-rows.ts';
import { readImages, readingOf } from '../read-images.ts';
import { releaseClaims } from '../store-claims.ts';
import type { Entry } from './entry.ts';
import { discardFile, type FoundFile, type FreshFile } from './found-file.ts';
import { type ImportRun, note } from './import-run.ts';
import { publishMended } from './show-again.ts';
import { rememberSources } from './sources-store.ts';

/**
 * A copied file has other bytes now: they are stored beside the old ones, and a new version of the image refers to them.
 * Until its row is committed the old bytes are in force; they are removed afterwards.
 */
export async function renewStored(run: ImportRun, file: FreshFile): Promise<void> {
  try {
    await note(run, await renewed(run, file));
  } finally {
    await discardFile(file);
  }
}

async function renewed(run: ImportRun, file: FreshFile): Promise<Entry> {
  const { i } = run;
  const { found, prepared } = file;
  const imageId = found.source.imageId;
  const image = await findImage(i.gallery, imageId);
  if (!image || image.albumId === null || !(await imageIsLiving(i.gallery, imageId))) return notRenewed(found, imageId);
  const arrival = { ...prepared.arrival, albumId: image.albumId };
  const { owner, mine } = await claimArrivals(i, [{ ...prepared, arrival }]);
  const [claim] = mine;
  if (!claim)
    return {
      path: found.path,
      state: 'failed',
      imageId,
      code: 'import-stored-elsewhere',
      reason: 'The same bytes are being stored by another process; run the import again.',
    };
  try {
    await store(run, { file, image, claim, owner });
  } catch (error) {
    if (!(await isInForce(run, claim, error))) {
      await i.storage.originals.remove(await originalKey(i.gallery, claim.row));
      await releaseClaims(i, owner, mine);
      if (isOutage(error)) throw error;
      return { path: found.path, ...asEntry(storeFailed(i, found.path, error)) };
    }
  }
  await i.media.forget(imageId);
  return { path: found.path, state: 'changed', imageId, bytes: found.size };
}

const asEntry = ({ outcome, code, reason }: ReturnType<typeof storeFailed>) => ({ state: outcome, code, reason });

export const notRenewed = ({ path }: FoundFile, imageId: number): Entry => ({
  path,
  state: 'skipped',
  imageId,
  code: 'import-in-trash',
  reason: 'It has changed, but its image is in the trash or hangs nowhere; the gallery keeps what it has.',
});

interface Storing {
  readonly file: FreshFile;
  readonly image: ImageRow;
  readonly claim: Claim;
  readonly owner: string;
}

async function store(run: ImportRun, { file: { found, prepared }, image, claim: { row, fresh }, owner }: Storing): Promise<void> {
  const { i } = run;
  const [reading] = await readImages(i, [{ ...readingOf(fresh), imageId: image.id }], 'import');
  const storedAt = await originalKey(i.gallery, row);
  await i.storage.originals.adopt(storedAt, prepared.file);
  const { sha256, bytes, facts } = prepared;
  const { mime, width, height, color, thumbHash } = facts;
  await publishMended(run, [found]);
  const stored = { albumId: row.albumId, fileName: row.fileName, storedAt };
  await renewImages(i.gallery, [{ imageId: image.id, fields: reading?.fields ?? {}, sha256, bytes, mime, width, height, color, thumbHash, stored }], {
    within: async (tx) => {
      if (reading) await writePluginRows(tx, [{ reading, imageId: image.id }], { replace: true });
      await i.jobs.add(tx, originalsJobName, { imageIds: [image.id] });
      const { folderId, name, size, mtime } = found;
      await rememberSources(tx, [{ folderId, name, size, mtime, state: 'taken', sha256, headHash: null, imageId: image.id, reason: null }]);
      if ((await deleteArrivals(tx, owner, [row.id])) !== 1) throw claimsLost();
    },
  });
}

/** A connection that breaks during a commit leaves the outcome open: then the row says. */
async function isInForce({ i }: ImportRun, { row }: { readonly row: ArrivalRow }, error: unknown): Promise<boolean> {
  const found = await findImagesByHash(i.gallery, [row.sha256]).catch(() => {
    throw unsettled(error);
  });
  return found.has(row.sha256);
}

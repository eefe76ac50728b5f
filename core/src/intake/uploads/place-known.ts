import type { Viewer } from '@picturerail/sdk';
import { faultOfImage } from '../fault-of-image.ts';
import type { Intake } from '../intake.ts';
import { knownImages } from '../known-images.ts';
import { settleArrivals } from '../settle-arrivals.ts';
import { albumOfFolders } from './album-of-folders.ts';
import { fitFolders } from './fit-folders.ts';
import { refuseUpload } from './refuse-upload.ts';
import type { NewUpload, UploadOutcome } from './upload.ts';
import { shortened } from './upload-outcome.ts';

/**
 * Before anything is sent: whether the gallery has these bytes as an image that the viewer may hang elsewhere; then it
 * hangs in the album. Null where they have to be sent, which is also the answer where others have them.
 * Errors: `upload-nowhere`, `intake-not-allowed`, those of `createAlbum`.
 */
export async function placeKnown(
  i: Intake,
  viewer: Viewer,
  { albumId, folders = [], fileName, bytes, sha256 }: NewUpload & { readonly sha256: string },
): Promise<UploadOutcome | null> {
  await refuseUpload(i, viewer, albumId);
  const imageId = (await knownImages(i, viewer, [sha256])).get(sha256);
  if (imageId === undefined) return null;
  const fault = await faultOfImage(i, imageId);
  if (fault) return { outcome: 'refused', code: fault.code, reason: fault.message };
  const into = await albumOfFolders(i, viewer, { albumId, folders: fitFolders(folders) });
  const arrival = { file: '', fileName, uploaderId: viewer.userId, albumId: into };
  const [taken] = await settleArrivals(i, viewer, [{ kind: 'known', arrival, sha256, bytes, imageId }]);
  return taken ? shortened(taken) : null;
}

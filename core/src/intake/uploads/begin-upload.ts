import type { Viewer } from '@picturerail/sdk';
import { fileNameFor } from '#gallery';
import { defaultLimits } from '#media';
import { digestUnreadable, emptyUpload, lengthUnreadable, noRoom, signInToUpload, tooManyUploads, uploadTooLarge } from '../errors.ts';
import type { Intake } from '../intake.ts';
import { isFullDisk } from '../outage.ts';
import { fitFolders } from './fit-folders.ts';
import { refuseUpload } from './refuse-upload.ts';
import { type NewUpload, openPerUser } from './upload.ts';
import { freeBytes, makeUploadFile, newUploadId, removeUploadFile } from './upload-file.ts';
import { insertUpload, openUploadsOf, promisedBytes, takeTurn } from './uploads-store.ts';

/** What is left to others on the disk: the database writes too. */
const spareBytes = 64 * 2 ** 20;

/** The largest file that is taken. */
export const largestUpload = async ({ settings }: Pick<Intake, 'settings'>): Promise<number> =>
  Math.min((await settings()).uploadMegabytes * 1_000_000, defaultLimits.bytes);

/**
 * Lets somebody send a file into an album: space for it is kept until it is through or has expired. Answers its id.
 * Errors: `upload-signed-out`, `upload-nowhere`, `intake-not-allowed`, `upload-empty`, `upload-length`, `upload-too-large`, `upload-digest`, `upload-too-many`, `upload-no-room`.
 */
export async function beginUpload(i: Intake, viewer: Viewer, { albumId, folders = [], fileName, bytes, sha256 }: NewUpload): Promise<string> {
  const { userId } = viewer;
  if (userId === null) throw signInToUpload();
  await refuseUpload(i, viewer, albumId);
  await refuseSize(i, fileName, bytes);
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256)) throw digestUnreadable(sha256);
  const id = newUploadId();
  try {
    await makeUploadFile(i.storage, id);
    const free = await freeBytes(i.storage);
    await i.database.transaction(async (tx) => {
      await takeTurn(tx);
      if ((await openUploadsOf(tx, userId)) >= openPerUser) throw tooManyUploads(openPerUser);
      if (free - spareBytes < (await promisedBytes(tx)) + 2 * bytes) throw noRoom();
      await insertUpload(tx, {
        id,
        userId,
        albumId,
        folders: fitFolders(folders),
        fileName: fileNameFor(fileName),
        bytes,
        sha256: sha256 ?? null,
        touchedAt: i.clock(),
      });
    });
    return id;
  } catch (error) {
    await removeUploadFile(i.storage, id);
    throw isFullDisk(error) ? noRoom() : error;
  }
}

/** For files that come as they are, without a promise. Errors: `upload-no-room`. */
export async function refuseWithoutRoom(i: Intake, bytes: number): Promise<void> {
  if ((await freeBytes(i.storage)) - spareBytes < (await promisedBytes(i.database.read)) + 2 * bytes) throw noRoom();
}

async function refuseSize(i: Intake, fileName: string, bytes: number): Promise<void> {
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw lengthUnreadable(fileName);
  if (bytes === 0) throw emptyUpload(fileName);
  const most = await largestUpload(i);
  if (bytes > most) throw uploadTooLarge(fileName, most);
}

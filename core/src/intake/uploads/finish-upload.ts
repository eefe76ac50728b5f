import { setTimeout as pause } from 'node:timers/promises';
import { isGalleryError, type Viewer } from '@picturerail/sdk';
import { isGone } from '#runtime';
import type { Arrival, Taken } from '../arrival.ts';
import { uploadBusy, uploadIncomplete } from '../errors.ts';
import type { Intake } from '../intake.ts';
import { takeIn } from '../take-in.ts';
import { albumOfFolders } from './album-of-folders.ts';
import { dropUpload } from './drop-upload.ts';
import { findUpload, refuseRevoked } from './find-upload.ts';
import type { Upload, UploadOutcome } from './upload.ts';
import { removeUploadFile, uploadFile } from './upload-file.ts';
import { shortened } from './upload-outcome.ts';
import { claimUpload, endUpload, giveBack, renewClaim, type UploadRow } from './uploads-store.ts';

/** Whoever takes one in renews his claim much more often. */
const staleMs = 15_000;
const renewMs = 2_000;
const pollMs = 100;
const patienceMs = 60_000;

/**
 * Takes in an upload whose last byte is here, once, whoever asks how often; answers what became of it, also later.
 * Errors: `upload-unknown`, `upload-incomplete`, `intake-not-allowed`, `upload-busy`, and outages, after which it can be asked again.
 */
export async function finishUpload(i: Intake, viewer: Viewer, id: string): Promise<UploadOutcome> {
  for (const began = Date.now(); ; await pause(pollMs)) {
    const upload = await findUpload(i, viewer, id);
    if (upload.outcome !== null) return upload.outcome;
    if (upload.offset !== upload.bytes) throw uploadIncomplete(upload.offset, upload.bytes);
    await refuseRevoked(i, viewer, upload);
    if (await claim(i, id)) return takeUpload(i, viewer, upload);
    if (Date.now() - began > patienceMs) throw uploadBusy();
  }
}

const claim = (i: Intake, id: string): Promise<boolean> => {
  const isLeft = ({ process, touchedAt }: UploadRow) => touchedAt < i.clock() - staleMs || (process !== null && isGone(process));
  return i.database.transaction((tx) => claimUpload(tx, id, i.clock(), isLeft));
};

async function takeUpload(i: Intake, viewer: Viewer, upload: Upload): Promise<UploadOutcome> {
  const { id } = upload;
  const beat = setInterval(() => void i.database.transaction((tx) => renewClaim(tx, id, i.clock())).catch(() => undefined), renewMs);
  try {
    const outcome = await outcomeOf(i, viewer, upload);
    await i.database.transaction((tx) => endUpload(tx, id, outcome, i.clock()));
    await removeUploadFile(i.storage, id);
    return outcome;
  } catch (error) {
    if (isGalleryError(error) && error.status === 403) await dropUpload(i, id);
    else await i.database.transaction((tx) => giveBack(tx, id, i.clock())).catch(() => undefined);
    throw error;
  } finally {
    clearInterval(beat);
  }
}

async function outcomeOf(i: Intake, viewer: Viewer, upload: Upload): Promise<UploadOutcome> {
  const { fileName, sha256 } = upload;
  try {
    const albumId = await albumOfFolders(i, viewer, upload);
    const arrival: Arrival = { file: uploadFile(i.storage, upload.id), fileName, uploaderId: upload.userId, albumId, ...(sha256 === null ? {} : { sha256 }) };
    const [taken] = await takeIn(i, viewer, [arrival]);
    return shortened(taken as Taken);
  } catch (error) {
    // Asked again it would be refused again.
    if (!isGalleryError(error) || error.status === 403 || error.status >= 500) throw error;
    return { outcome: 'refused', code: error.code, reason: error.message };
  }
}

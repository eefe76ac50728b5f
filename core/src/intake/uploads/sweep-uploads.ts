import { stat } from 'node:fs/promises';
import { viewerOf } from '#gallery';
import type { Intake } from '../intake.ts';
import { stateOf } from './find-upload.ts';
import { finishUpload } from './finish-upload.ts';
import { expiryMs } from './upload.ts';
import { removeUploadFile, uploadFile, uploadFiles } from './upload-file.ts';
import { deleteUploadUntouched, openUploads, untouchedUploads, uploadRow } from './uploads-store.ts';

/** Whoever sends the last byte asks at once what became of it. */
const leftAloneMs = 60_000;

/** Takes in what had arrived to its last byte when a process died, and removes what nobody goes on with. */
export async function sweepUploads(i: Intake): Promise<void> {
  await takeWhole(i);
  const before = i.clock() - expiryMs;
  for (let ids = await untouchedUploads(i.database.read, before); ids.length > 0; ids = await untouchedUploads(i.database.read, before)) {
    for (const id of ids) if (await i.database.transaction((tx) => deleteUploadUntouched(tx, id, before))) await removeUploadFile(i.storage, id);
  }
  for (const id of await uploadFiles(i.storage)) if (await isStray(i, id)) await removeUploadFile(i.storage, id);
}

async function takeWhole(i: Intake): Promise<void> {
  for (const row of await openUploads(i.database.read, i.clock() - leftAloneMs)) {
    const upload = await stateOf(i, row);
    if (upload?.offset !== row.bytes) continue;
    await finishUpload(i, await viewerOf(i.gallery, row.userId, 'en'), row.id).catch((error: unknown) =>
      i.log.warn('An upload that had arrived could not be taken in.', { id: row.id, reason: String(error) }),
    );
  }
}

/** The file is made a moment before its row. */
async function isStray(i: Intake, id: string): Promise<boolean> {
  const found = await stat(uploadFile(i.storage, id)).catch(() => null);
  return found !== null && found.mtimeMs < i.clock() - leftAloneMs && (await uploadRow(i.database.read, id)) === null;
}

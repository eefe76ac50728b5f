import type { FileHandle } from 'node:fs/promises';
import type { Viewer } from '@picturerail/sdk';
import { diskRefused, uploadOffset, uploadUnknown } from '../errors.ts';
import type { Intake } from '../intake.ts';
import { isFullDisk } from '../outage.ts';
import { findUpload, refuseRevoked } from './find-upload.ts';
import { openToWrite } from './upload-file.ts';
import { noteReceived } from './uploads-store.ts';

export interface UploadPart {
  /** Where it begins: it has to be where the upload stands. */
  readonly offset: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * Writes a part as it arrives and answers where the upload stands then; what arrived of a part that breaks off is kept.
 * Each writer begins inside what is there and goes on from there, so that there is never a hole, whatever comes twice or
 * from two processes. Errors: `upload-unknown`, `intake-not-allowed`, `upload-offset`, `intake-disk`; what the part throws.
 */
export async function appendUpload(i: Intake, viewer: Viewer, id: string, part: UploadPart): Promise<number> {
  const upload = await findUpload(i, viewer, id);
  await refuseRevoked(i, viewer, upload);
  if (upload.state !== 'receiving' || part.offset !== upload.offset) throw uploadOffset(upload.offset);
  const handle = await openToWrite(i.storage, id).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? uploadUnknown() : error;
  });
  let at = part.offset;
  try {
    for await (const chunk of part.bytes) {
      if (at + chunk.length > upload.bytes) throw uploadOffset(at);
      at = await writeAt(handle, chunk, at);
    }
    return at;
  } catch (error) {
    throw isFullDisk(error) ? diskRefused(error) : error;
  } finally {
    await handle.close();
    await i.database.transaction((tx) => noteReceived(tx, id, at, i.clock()));
  }
}

async function writeAt(handle: FileHandle, chunk: Uint8Array, position: number): Promise<number> {
  let written = 0;
  while (written < chunk.length) written += (await handle.write(chunk, written, chunk.length - written, position + written)).bytesWritten;
  return position + written;
}

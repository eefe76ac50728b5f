import type { Viewer } from '@picturerail/sdk';
import { mayOnAlbum } from '#gallery';
import { uploadRefused, uploadUnknown } from '../errors.ts';
import type { Intake } from '../intake.ts';
import { dropUpload } from './drop-upload.ts';
import { expiryMs, type Upload } from './upload.ts';
import { bytesHere, isUploadId } from './upload-file.ts';
import { type UploadRow, uploadRow } from './uploads-store.ts';

/** An upload of this viewer's; what is somebody else's does not exist for him. Errors: `upload-unknown`. */
export async function findUpload(i: Intake, viewer: Viewer, id: string): Promise<Upload> {
  const row = isUploadId(id) ? await uploadRow(i.database.read, id) : null;
  if (row === null || viewer.userId !== row.userId) throw uploadUnknown();
  const upload = await stateOf(i, row);
  if (upload === null) throw uploadUnknown();
  return upload;
}

/** Null where its file is gone, or its time is over. */
export async function stateOf(i: Intake, { received: _, process: __, touchedAt, ...row }: UploadRow): Promise<Upload | null> {
  const offset = row.state === 'done' ? row.bytes : await bytesHere(i.storage, row.id);
  const expiresAt = touchedAt + expiryMs;
  return offset === null || expiresAt <= i.clock() ? null : { ...row, offset, expiresAt };
}

/** Whoever may not add to the album any more does not go on: what had arrived is deleted. Errors: `intake-not-allowed`. */
export async function refuseRevoked(i: Intake, viewer: Viewer, { id, albumId }: Pick<Upload, 'id' | 'albumId'>): Promise<void> {
  if (await mayOnAlbum(i.gallery, viewer, albumId, 'upload')) return;
  await dropUpload(i, id);
  throw uploadRefused(albumId);
}

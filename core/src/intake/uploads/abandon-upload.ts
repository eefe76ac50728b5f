import type { Viewer } from '@picturerail/sdk';
import { uploadBusy } from '../errors.ts';
import type { Intake } from '../intake.ts';
import { dropUpload } from './drop-upload.ts';
import { findUpload } from './find-upload.ts';

/** Its sender does not want it any more; the space is free. What was taken in stays. Errors: `upload-unknown`, `upload-busy`. */
export async function abandonUpload(i: Intake, viewer: Viewer, id: string): Promise<void> {
  if ((await findUpload(i, viewer, id)).state === 'finishing') throw uploadBusy();
  await dropUpload(i, id);
}

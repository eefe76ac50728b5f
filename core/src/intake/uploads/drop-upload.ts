import type { Intake } from '../intake.ts';
import { removeUploadFile } from './upload-file.ts';
import { deleteUpload } from './uploads-store.ts';

/** The row first: a file without one is swept, a row without a file would be offered. */
export async function dropUpload(i: Intake, id: string): Promise<void> {
  await i.database.transaction((tx) => deleteUpload(tx, id));
  await removeUploadFile(i.storage, id);
}

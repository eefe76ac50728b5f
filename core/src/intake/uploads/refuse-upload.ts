import type { Viewer } from '@picturerail/sdk';
import { findAlbum, mayOnAlbum } from '#gallery';
import { uploadNowhere, uploadRefused } from '../errors.ts';
import type { Intake } from '../intake.ts';

/** Where he may not even look, he is told what he would be told if there were no album. Errors: `upload-nowhere`, `intake-not-allowed`. */
export async function refuseUpload(i: Intake, viewer: Viewer, albumId: number): Promise<void> {
  const album = await findAlbum(i.gallery, albumId);
  if (!album || album.inTrash || !(await mayOnAlbum(i.gallery, viewer, albumId, 'view'))) throw uploadNowhere();
  if (!(await mayOnAlbum(i.gallery, viewer, albumId, 'upload'))) throw uploadRefused(albumId);
}

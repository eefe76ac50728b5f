import type { Viewer } from '@picturerail/sdk';
import { albumOfTitle } from '../import/album-of-title.ts';
import type { Intake } from '../intake.ts';
import type { NewUpload } from './upload.ts';

/** The album for what lay in these folders, made where there is none that its sender may add to. Errors: those of `createAlbum`. */
export async function albumOfFolders(i: Intake, viewer: Viewer, { albumId, folders = [] }: Pick<NewUpload, 'albumId' | 'folders'>): Promise<number> {
  let at = albumId;
  for (const title of folders) at = await albumOfTitle(i, { parentId: at, title, actor: viewer });
  return at;
}

import { findAlbumByPath } from '#gallery';
import type { House } from '../house.ts';
import { namesOfPath } from './album-path.ts';
import { noAlbum } from './errors.ts';

/** The id of the album at a path as it is typed. */
export async function albumAt({ gallery }: House, path: string): Promise<number> {
  const id = await findAlbumByPath(gallery, namesOfPath(path));
  if (id === null) throw noAlbum(path);
  return id;
}

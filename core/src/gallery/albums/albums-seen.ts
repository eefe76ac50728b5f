import type { Viewer } from '@picturerail/sdk';
import type { Gallery } from '../gallery.ts';
import { isRoot } from './album-path.ts';
import { albumsNamed } from './albums-seen-store.ts';

export interface SeenAlbum {
  readonly id: number;
  readonly title: string;
}

const most = 500;

/** For each id the album where this viewer sees it in the gallery, else null; ids beyond the first 500 are nobody's. One statement, none without ids. */
export async function albumsSeen(g: Gallery, viewer: Viewer, albumIds: readonly number[]): Promise<(SeenAlbum | null)[]> {
  const ids = [...new Set(albumIds)].filter((id) => Number.isSafeInteger(id) && id > 0 && !isRoot(id)).slice(0, most);
  if (ids.length === 0) return albumIds.map(() => null);
  const { lists } = await g.access.view(viewer.principals);
  const seen = new Map((await albumsNamed(g.database.read, ids, viewer.language)).filter(({ accessId }) => lists.has(accessId)).map((row) => [row.id, row]));
  return albumIds.map((id) => {
    const album = seen.get(id);
    return album ? { id: album.id, title: album.title } : null;
  });
}

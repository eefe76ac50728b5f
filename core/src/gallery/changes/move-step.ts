import type { Tx } from '#database';
import type { AlbumRecord } from '../albums/albums-store.ts';
import type { Gallery } from '../gallery.ts';
import { type AccessChangeRow, moveCursor, rememberFrom } from './access-changes-store.ts';
import { moveBelow, moveTop } from './move-place.ts';

/** The album itself comes to its new place first, then the albums below follow, until none is left behind. */
export async function moveStep(g: Gallery, tx: Tx, { change, album }: { readonly change: AccessChangeRow; readonly album: AlbumRecord }): Promise<number> {
  if (change.fromPath === null) {
    const { from } = await moveTop(g, tx, album.id, change.targetParentId as number);
    await rememberFrom(tx, change.id, from);
    return 1;
  }
  const moved = await moveBelow(tx, { from: change.fromPath, to: album.path, limit: g.steps.size('move') });
  if (moved === 0) await moveCursor(tx, change.id, { phase: 'switch', albumId: 0, imageId: 0 });
  return moved;
}

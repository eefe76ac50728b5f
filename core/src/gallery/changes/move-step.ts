import type { Tx } from '#database';
import type { Gallery } from '../gallery.ts';
import { moveCursor, rememberFrom } from './access-changes-store.ts';
import type { ChangeStep } from './change-step.ts';
import { moveBelow, moveTop } from './move-place.ts';

/** The album itself comes to its new place first, then the albums below follow, until none is left behind. */
export async function moveStep(g: Gallery, tx: Tx, { change, album }: ChangeStep): Promise<number> {
  if (change.fromPath === null) {
    const { from } = await moveTop(g, tx, album.id, change.targetParentId as number);
    await rememberFrom(tx, change.id, from);
    return 1;
  }
  const moved = await moveBelow(tx, { from: change.fromPath, to: album.path, limit: g.steps.size('move') });
  if (moved === 0) await moveCursor(tx, change.id, { phase: 'switch', albumId: 0, imageId: 0 });
  return moved;
}

import type { Tx } from '#database';
import type { Ledger } from '../access/ledger.ts';
import { type AlbumRecord, lockAlbums, subtreeAfter } from '../albums/albums-store.ts';
import { type AccessChangeRow, moveCursor, narrowAlbum } from './access-changes-store.ts';
import type { Targets } from './targets.ts';

/** Rows of a step under 50 ms (193 ms for 97,000, measured). */
const imagesPerStep = 2_500;
const albumsPerStep = 100;

export interface ChangeStep {
  readonly change: AccessChangeRow;
  readonly album: AlbumRecord;
  readonly ledger: Ledger;
  readonly targets: Targets;
}

/**
 * Takes images whose albums get another list from the lists of the gallery, before anything else changes. Albums are held
 * while their images are read: whoever was placing images there has committed, whoever comes later sees the change.
 */
export async function hideStep(tx: Tx, { change, album, targets }: ChangeStep): Promise<void> {
  let left = imagesPerStep;
  const rows = await subtreeAfter(tx, album.path, { afterId: change.cursorAlbumId - 1, limit: albumsPerStep });
  for (const row of rows.filter((one) => targets.of(one.path) !== one.accessId)) {
    await lockAlbums(tx, [row.id]);
    const afterId = row.id === change.cursorAlbumId ? change.cursorImageId : 0;
    const { looked, lastId } = await narrowAlbum(tx, change.id, { albumId: row.id, afterId, limit: left });
    left -= looked;
    if (left === 0) return moveCursor(tx, change.id, { phase: 'hide', albumId: row.id, imageId: lastId });
  }
  const next = rows.length < albumsPerStep ? { phase: 'switch' as const, albumId: 0 } : { phase: 'hide' as const, albumId: (rows.at(-1)?.id ?? 0) + 1 };
  await moveCursor(tx, change.id, { ...next, imageId: 0 });
}

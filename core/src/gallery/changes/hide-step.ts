import type { Tx } from '#database';
import { lockAlbums, type SubtreeRow, subtreeAfter } from '../albums/albums-store.ts';
import type { Gallery } from '../gallery.ts';
import { statsHere } from '../stats/album-stats-store.ts';
import { type AccessChangeRow, moveCursor, narrowAlbum, narrowAlbums } from './access-changes-store.ts';
import type { ChangeStep } from './change-step.ts';

const albumsPerStep = 100;

/**
 * Takes images whose albums get another list from the lists of the gallery, before anything else changes. Albums are held
 * while their images are read: whoever was placing images there has committed, whoever comes later sees the change.
 * Returns how many images were looked at.
 */
export async function hideStep(g: Gallery, tx: Tx, { change, album, targets }: ChangeStep): Promise<number> {
  const limit = g.steps.size('hide');
  const rows = await subtreeAfter(tx, album.path, { afterId: change.cursorAlbumId - 1, limit: albumsPerStep });
  const changing = rows.filter((one) => targets.of(one.path) !== one.accessId);
  await lockAlbums(
    tx,
    changing.map((row) => row.id),
  );
  const [first] = changing;
  const { whole, images } = await fitting(tx, change, changing, limit);
  if (first && whole.length === 0) return hidePart(tx, change, first.id, limit);
  await narrowAlbums(
    tx,
    change.id,
    whole.map((row) => row.id),
  );
  const next = changing[whole.length];
  if (next) await moveCursor(tx, change.id, { phase: 'hide', albumId: next.id, imageId: 0 });
  else await goOn(tx, change, rows);
  return images;
}

interface Fitting {
  readonly whole: readonly SubtreeRow[];
  readonly images: number;
}

/** The first albums that together hold no more than a step takes on; none where a part of the first is done. */
async function fitting(tx: Tx, change: AccessChangeRow, albums: readonly SubtreeRow[], limit: number): Promise<Fitting> {
  if (change.cursorImageId > 0 && albums[0]?.id === change.cursorAlbumId) return { whole: [], images: 0 };
  const images = new Map<number, number>();
  for (const row of await statsHere(
    tx,
    albums.map(({ id }) => id),
  ))
    images.set(row.albumId, (images.get(row.albumId) ?? 0) + row.images);
  const whole: SubtreeRow[] = [];
  let sum = 0;
  for (const album of albums) {
    const here = images.get(album.id) ?? 0;
    if (sum + here > limit) break;
    whole.push(album);
    sum += here;
  }
  return { whole, images: sum };
}

async function hidePart(tx: Tx, change: AccessChangeRow, albumId: number, limit: number): Promise<number> {
  const afterId = albumId === change.cursorAlbumId ? change.cursorImageId : 0;
  const { looked, lastId } = await narrowAlbum(tx, change.id, { albumId, afterId, limit });
  const next = looked < limit ? { albumId: albumId + 1, imageId: 0 } : { albumId, imageId: lastId };
  await moveCursor(tx, change.id, { phase: 'hide', ...next });
  return looked;
}

async function goOn(tx: Tx, change: AccessChangeRow, rows: readonly SubtreeRow[]): Promise<void> {
  const after = change.targetParentId === null ? 'switch' : 'move';
  const next = rows.length < albumsPerStep ? ({ phase: after, albumId: 0 } as const) : ({ phase: 'hide', albumId: (rows.at(-1)?.id ?? 0) + 1 } as const);
  await moveCursor(tx, change.id, { ...next, imageId: 0 });
}

import type { Tx } from '#database';
import { isUniqueViolation } from '#database';
import { type Ledger, openLedger } from '../access/ledger.ts';
import { refuseUnless } from '../access/refuse-unless.ts';
import { hiddenNarrow, openNarrow } from '../access/registry.ts';
import { isRoot } from '../albums/album-path.ts';
import { type AlbumRecord, holdAlbums, inTrash, takenDirectories } from '../albums/albums-store.ts';
import { albumTrashed, albumUnknown } from '../albums/errors.ts';
import type { Actor, Gallery } from '../gallery.ts';
import { note } from '../note.ts';
import { originalTaken } from '../originals/errors.ts';
import { fileKey } from '../originals/file-name.ts';
import { inPlaceColumns } from '../originals/in-place.ts';
import { renameAfterAlbums } from '../originals/rename-after-albums.ts';
import { tell } from '../tell.ts';
import { fileNameTaken } from './errors.ts';
import { heldPlacement } from './hold-images.ts';
import type { NewImage } from './image.ts';
import { filled, noTexts } from './image-texts.ts';
import { insertImageRows, type NewImageRow, takenFiles } from './images-store.ts';
import { insertPlacements } from './placements-store.ts';
import { settleImages } from './settle-images.ts';
import { keysFor } from './sort-keys.ts';
import type { Within } from './within.ts';

/**
 * Rows, placements in their main albums, counts: one short transaction for the batch. Errors: `album-unknown`,
 * `album-in-trash`, `not-allowed`, `file-name-taken`; each refuses the whole batch.
 */
export async function insertImages(g: Gallery, actor: Actor, batch: readonly NewImage[], { within }: Within = {}): Promise<{ readonly id: number }[]> {
  if (batch.length === 0) return [];
  const registry = await g.access.registry();
  return g.database.transaction(async (tx) => {
    const ledger = openLedger(registry, tx);
    const albums = await albumsFor(tx, ledger, actor, batch);
    const rows = batch.map((image) => rowOf(image, g.clock()));
    const ids = await insertRows(tx, rows);
    await place(tx, albums, { batch, rows, ids });
    await renameAfterAlbums(
      tx,
      g,
      batch.map((image, index) => ({ ...image, id: ids[index] ?? 0 })),
    );
    await within?.(tx, ids);
    await tell(
      g,
      tx,
      'images:imported',
      ids.map((imageId) => ({ imageId, version: 1 })),
    );
    await settleImages(
      tx,
      ledger,
      rows.map((row, index) => ({
        before: { id: ids[index] ?? 0, narrowId: row.narrow_id, visibilityId: null, placements: [] },
        narrowId: row.narrow_id,
        placements: [heldPlacement(albums.get(row.main_album_id) as AlbumRecord, row.created_at)],
      })),
    );
    await noteAdded(g, tx, actor, albums, batch);
    tx.afterCommit(() => g.access.touch());
    return ids.map((id) => ({ id }));
  });
}

/** Last, as counts are: an import that runs beside others waits for none of them before. */
async function noteAdded(g: Gallery, tx: Tx, actor: Actor, albums: ReadonlyMap<number, AlbumRecord>, batch: readonly NewImage[]): Promise<void> {
  const [only] = albums.size === 1 ? [...albums.values()] : [];
  await note(g, tx, actor, { deed: 'images-added', id: only?.id ?? null, name: only?.title ?? null, amount: batch.length, grows: true });
}

async function albumsFor(tx: Tx, ledger: Ledger, actor: Actor, batch: readonly NewImage[]): Promise<Map<number, AlbumRecord>> {
  const ids = [...new Set(batch.map((image) => image.albumId))];
  const albums = new Map((await holdAlbums(tx, ids)).map((album) => [album.id, album]));
  for (const id of ids) {
    const album = albums.get(id);
    if (!album || isRoot(id)) throw albumUnknown(id);
    if (inTrash(album)) throw albumTrashed(id, 'put images into it');
    await refuseUnless(tx, ledger, album, { actor, right: 'upload', what: `put images into "${album.title}"` });
    const [taken] = await takenDirectories(
      tx,
      id,
      batch.filter((image) => image.albumId === id).map((image) => fileKey(image.fileName)),
    );
    if (taken !== undefined) throw fileNameTaken(taken);
  }
  return albums;
}

function rowOf(image: NewImage, now: number): NewImageRow {
  const { title, description, author, takenAt, takenOffset } = filled(noTexts, image.fields);
  const state = image.state ?? 'published';
  return {
    main_album_id: image.albumId,
    uploader_id: image.uploaderId,
    state,
    narrow_id: state === 'published' ? openNarrow : hiddenNarrow,
    visibility_id: null,
    title,
    description,
    author,
    taken_at: takenAt,
    taken_offset: takenOffset,
    width: image.width,
    height: image.height,
    color: image.color,
    thumb_hash: image.thumbHash,
    mime: image.mime,
    bytes: image.bytes,
    sha256: image.sha256,
    file_name: image.fileName,
    file_key: fileKey(image.fileName),
    created_at: now,
    ...inPlaceColumns(image.inPlace),
  };
}

async function insertRows(tx: Tx, rows: readonly NewImageRow[]): Promise<number[]> {
  try {
    return await insertImageRows(tx, rows);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const [first] = rows;
    const taken = await takenFiles(
      tx,
      first?.main_album_id ?? 0,
      rows.map((row) => row.file_key),
    );
    const named = rows.find((row) => taken.includes(row.file_key));
    if (!named && rows.some((row) => row.root_id !== null)) throw originalTaken();
    throw fileNameTaken(named?.file_name ?? first?.file_name ?? '');
  }
}

interface Inserted {
  readonly batch: readonly NewImage[];
  readonly rows: readonly NewImageRow[];
  readonly ids: readonly number[];
}

async function place(tx: Tx, albums: ReadonlyMap<number, AlbumRecord>, { rows, ids }: Inserted): Promise<void> {
  const images = rows.map((row, index) => ({ row, id: ids[index] ?? 0 }));
  const placements = [];
  for (const album of albums.values()) {
    const here = images.filter(({ row }) => row.main_album_id === album.id);
    const keys = await keysFor(
      tx,
      album,
      here.map(({ row, id }) => ({ id, title: row.title, fileName: row.file_name, takenAt: row.taken_at, createdAt: row.created_at })),
    );
    placements.push(
      ...here.map(({ row, id }, index) => ({
        album_id: album.id,
        image_id: id,
        sort_key: keys[index] as Buffer,
        narrow_id: row.narrow_id,
        placed_at: row.created_at,
      })),
    );
  }
  await insertPlacements(tx, placements);
}

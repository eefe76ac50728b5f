import type { Fillable } from './in-one-transaction.ts';
import { type Album, insideGallery } from './inside-gallery.ts';
import type { PlannedImage } from './plan-images.ts';

/** Where planned images go. */
export interface Target {
  /** Ids of albums and groups, by index of the plan. */
  readonly albums: readonly number[];
  readonly groups: readonly number[];
}

type Inside = Awaited<ReturnType<typeof insideGallery>>;
type Tx = Parameters<Parameters<Fillable['database']['transaction']>[0]>[0];
type Deltas = Parameters<Inside['applyStats']>[1];

const perTransaction = 20_000;

/**
 * Writes what `insertImages`, `placeImages` and `setImageAccess` come to, image by image, but reads nothing back and sums counts up to the end:
 * minutes where those take hours. Returns the number of placements.
 */
export async function insertPlanned(house: Fillable, planned: Iterable<PlannedImage>, target: Target): Promise<number> {
  const inside = await insideGallery();
  const counts = new Counts();
  const albums = await readAlbums(house, inside, target);
  for (const batch of batches(planned, perTransaction)) {
    house.gallery.access.touch();
    const registry = await house.gallery.access.registry();
    await house.database.transaction(async (tx) => {
      const ledger = inside.openLedger(registry, tx);
      const ownLists = new Map<number, number>();
      const listOf = async (group: number): Promise<number> => {
        const known = ownLists.get(group);
        if (known !== undefined) return known;
        const entries = [{ principal: { group: target.groups[group] as number }, rights: ['view', 'download'] as const }];
        const id = await ledger.listOf(await inside.grantsOfEntries(tx, entries));
        ownLists.set(group, id);
        return id;
      };
      const settled: Settled[] = [];
      for (const one of batch) {
        const ownAccessId = one.group === null ? null : await listOf(one.group);
        const narrowId = await inside.narrowOf(ledger, registry.links, { state: 'published', ownAccessId });
        const places = [one.image.albumId, ...(one.second === null ? [] : [one.second])].map((at) => albums[at] as Album);
        const visibilityId = await ledger.visibilityOf(
          places.map(({ accessId }) => accessId),
          narrowId,
        );
        settled.push({ ...one, ownAccessId, narrowId, visibilityId, places });
      }
      await insertBatch(tx, inside, settled, counts);
    });
  }
  await house.database.transaction(async (tx) => {
    await inside.addToVisibilities(tx, counts.visibilities);
    await inside.applyStats(tx, counts.deltas(inside));
  });
  house.gallery.access.touch();
  return counts.placements;
}

interface Settled extends PlannedImage {
  readonly ownAccessId: number | null;
  readonly narrowId: number;
  readonly visibilityId: number | null;
  readonly places: readonly Album[];
}

async function insertBatch(tx: Tx, inside: Inside, batch: readonly Settled[], counts: Counts): Promise<void> {
  const ids = await inside.insertRows(
    tx,
    'images',
    batch.map((one) => imageRow(inside, one)),
  );
  const placements = batch.flatMap(({ image, narrowId, createdAt, places }, index) => {
    const id = ids[index] as number;
    const sortable = { id, title: image.fields.title ?? '', fileName: image.fileName, takenAt: image.fields.takenAt ?? null, createdAt };
    return places.map(({ id: albumId }) => ({
      album_id: albumId,
      image_id: id,
      sort_key: inside.sortKey('taken', sortable),
      narrow_id: narrowId,
      placed_at: createdAt,
    }));
  });
  await inside.insertPlacements(tx, placements);
  for (const [index, one] of batch.entries()) counts.add(one, ids[index] as number);
}

function imageRow({ fileKey }: Inside, { image, ownAccessId, narrowId, visibilityId, createdAt, places }: Settled) {
  return {
    main_album_id: (places[0] as Album).id,
    uploader_id: image.uploaderId,
    state: 'published',
    own_access_id: ownAccessId,
    narrow_id: narrowId,
    visibility_id: visibilityId,
    title: image.fields.title ?? '',
    description: '',
    author: image.fields.author ?? '',
    taken_at: image.fields.takenAt ?? null,
    taken_offset: null,
    width: image.width,
    height: image.height,
    color: image.color,
    thumb_hash: image.thumbHash,
    mime: image.mime,
    bytes: image.bytes,
    sha256: image.sha256,
    file_name: image.fileName,
    file_key: fileKey(image.fileName),
    created_at: createdAt,
  };
}

/** What is written once, at the end. */
class Counts {
  placements = 0;
  readonly visibilities = new Map<number, number>();
  readonly #here = new Map<string, { readonly path: string; readonly accessId: number; readonly narrowId: number; images: number; newest: number }>();

  add({ visibilityId, narrowId, places }: Settled, id: number): void {
    if (visibilityId !== null) this.visibilities.set(visibilityId, (this.visibilities.get(visibilityId) ?? 0) + 1);
    for (const { path, accessId } of places) {
      const key = `${path}:${narrowId}`;
      const known = this.#here.get(key) ?? { path, accessId, narrowId, images: 0, newest: 0 };
      known.images += 1;
      known.newest = Math.max(known.newest, id);
      this.#here.set(key, known);
      this.placements += 1;
    }
  }

  deltas({ countHere }: Inside): Deltas {
    const deltas: Deltas = new Map();
    for (const counted of this.#here.values()) countHere(deltas, 1, counted);
    return deltas;
  }
}

async function readAlbums({ database }: Fillable, inside: Inside, { albums }: Target): Promise<Album[]> {
  const rows = new Map<number, Album>();
  for (const part of inside.chunks(albums, 500)) for (const album of await inside.albumsById(database.read, part)) rows.set(album.id, album);
  return albums.map((id) => rows.get(id) as Album);
}

function* batches<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

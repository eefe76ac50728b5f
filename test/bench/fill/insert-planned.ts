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
  const { gallery, database } = house;
  const inside = await insideGallery();
  const albums = await readAlbums(house, inside, target);
  const counts = new Counts();
  for (const batch of batches(planned, perTransaction)) {
    const registry = await gallery.access.registry();
    const inserted = await database.transaction(async (tx) => {
      const settled = await settle({ tx, inside, registry, albums, groups: target.groups }, batch);
      return { settled, ids: await insertRows(tx, inside, settled) };
    });
    for (const [index, one] of inserted.settled.entries()) counts.add(one, inserted.ids[index] as number);
    gallery.access.touch();
  }
  await database.transaction(async (tx) => {
    await inside.addToVisibilities(tx, counts.visibilities);
    await inside.applyStats(tx, counts.deltas(inside));
  });
  return counts.placements;
}

interface Settling {
  readonly tx: Tx;
  readonly inside: Inside;
  readonly registry: Awaited<ReturnType<Fillable['gallery']['access']['registry']>>;
  readonly albums: readonly Album[];
  readonly groups: readonly number[];
}

/** An image with what decides who may see it. */
interface Settled extends PlannedImage {
  readonly ownAccessId: number | null;
  readonly narrowId: number;
  readonly visibilityId: number | null;
  /** Main album first. */
  readonly places: readonly Album[];
}

async function settle({ tx, inside, registry, albums, groups }: Settling, batch: readonly PlannedImage[]): Promise<Settled[]> {
  const ledger = inside.openLedger(registry, tx);
  const ownLists = new Map<number, number>();
  for (const { group } of batch) {
    if (group === null || ownLists.has(group)) continue;
    const entries = [{ principal: { group: groups[group] as number }, rights: ['view', 'download'] as const }];
    ownLists.set(group, await ledger.listOf(await inside.grantsOfEntries(tx, entries)));
  }
  const settled: Settled[] = [];
  for (const one of batch) {
    const ownAccessId = one.group === null ? null : (ownLists.get(one.group) as number);
    const narrowId = await inside.narrowOf(ledger, registry.links, { state: 'published', ownAccessId });
    const places = [one.image.albumId, ...(one.second === null ? [] : [one.second])].map((at) => albums[at] as Album);
    const lists = places.map(({ accessId }) => accessId);
    settled.push({ ...one, ownAccessId, narrowId, visibilityId: await ledger.visibilityOf(lists, narrowId), places });
  }
  return settled;
}

/** Returns the ids of the images. */
async function insertRows(tx: Tx, inside: Inside, batch: readonly Settled[]): Promise<number[]> {
  const rows = batch.map((one) => imageRow(inside, one));
  const ids = await inside.insertRows(tx, 'images', rows);
  await inside.insertPlacements(
    tx,
    batch.flatMap((one, index) => placementRows(inside, one, ids[index] as number)),
  );
  return ids;
}

function placementRows({ sortKey }: Inside, { image, narrowId, createdAt, places }: Settled, id: number) {
  const { title = '', takenAt = null } = image.fields;
  const key = sortKey('taken', { id, title, fileName: image.fileName, takenAt, createdAt });
  return places.map((album) => ({ album_id: album.id, image_id: id, sort_key: key, narrow_id: narrowId, placed_at: createdAt }));
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

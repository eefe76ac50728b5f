import { join } from 'node:path';
import { database as databases, gallery as room } from '@picturerail/core';
import { makePlace, type TestPlace, testServers } from '@picturerail/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { repository } from '../rooms.ts';
import { type Fillable, inOneTransaction } from './in-one-transaction.ts';
import { insertPlanned, type Target } from './insert-planned.ts';
import { makeAlbums } from './make-albums.ts';
import { makePeople } from './make-people.ts';
import type { PlannedAccess, PlannedGallery } from './plan-gallery.ts';
import { type PlannedImage, planImages } from './plan-images.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const accesses: readonly PlannedAccess[] = [
  'inherit',
  'signed-in',
  'staff',
  { group: 0, staff: false },
  { group: 1, staff: true },
  { client: 0 },
  { client: 1 },
];
const plan: PlannedGallery = {
  groups: 5,
  clients: 2,
  clientsAlbum: null,
  albums: Array.from({ length: 40 }, (_, at) => ({
    title: `Album ${at}`,
    parent: at % 3 === 0 ? null : at >> 1,
    access: accesses[(at >> 1) % accesses.length] as PlannedAccess,
    images: 4,
  })),
};
const planned = [...planImages(plan)];

describe.each(testServers())('filling on $name', ({ server }) => {
  const opened: (Fillable & { readonly place: TestPlace })[] = [];
  afterEach(async () => {
    for (const { database, place } of opened.splice(0)) {
      await database.close();
      await place.remove();
    }
  });

  async function galleryWithAlbums(clock: () => number): Promise<Fillable & { readonly target: Target }> {
    const place = await makePlace(server);
    const url = place.env.DATABASE_URL;
    const database = await databases.openDatabase(url === undefined ? { kind: 'sqlite', file: join(place.dir, 'gallery.sqlite') } : { kind: 'mysql', url });
    await databases.migrate(database, join(repository, 'migrations'));
    const gallery = room.createGallery({ database, log, clock });
    opened.push({ gallery, database, place });
    await database.transaction((tx) => room.setRootAccess(gallery, tx, 'public'));
    const people = await makePeople({ gallery, database }, room, plan);
    const albums = await makeAlbums({ gallery, database }, room, plan.albums, people);
    return { gallery, database, target: { albums, groups: people.groups } };
  }

  it('leaves the rows that the gallery’s own use cases leave', { timeout: 180_000 }, async () => {
    let now = 0;
    const [slow, fast] = [await galleryWithAlbums(() => now), await galleryWithAlbums(() => now)];
    await inOneTransaction(slow, async (g) => {
      for (const one of planned) {
        now = one.createdAt;
        await byUseCases(g, one, slow.target);
      }
    });
    await insertPlanned(fast, planned, fast.target);
    const [wanted, found] = [await contentOf(slow.database), await contentOf(fast.database)];
    expect(wanted.images).toHaveLength(planned.length);
    expect(wanted.album_images?.length).toBeGreaterThan(1.2 * planned.length);
    expect(wanted.visibilities?.length).toBeGreaterThan(10);
    expect(planned.filter(({ group }) => group !== null).length).toBeGreaterThan(0);
    for (const [table, rows] of Object.entries(wanted)) expect(found[table], table).toEqual(rows);
  });
});

async function byUseCases(g: Fillable['gallery'], { image, second, group }: PlannedImage, { albums, groups }: Target): Promise<void> {
  const [inserted] = await room.insertImages(g, room.system, [{ ...image, albumId: albums[image.albumId] as number }]);
  const imageId = inserted?.id ?? 0;
  if (second !== null) await room.placeImages(g, room.system, [{ imageId, albumId: albums[second] as number }]);
  const entries = [{ principal: { group: groups[group ?? 0] as number }, rights: ['view', 'download'] as const }];
  if (group !== null) await room.setImageAccess(g, room.system, [imageId], entries);
}

const tables = ['albums', 'images', 'album_images', 'album_stats', 'visibilities', 'access_changes', 'narrowing', 'renames', 'image_texts'];

/** Rows as text, what is interned by its content: in which order that was made may differ. */
async function contentOf({ read }: Fillable['database']): Promise<Record<string, string[]>> {
  const pairs = async (text: string) => new Map((await read.all<{ id: number; content: string }>(text)).map(({ id, content }) => [id, content]));
  const list = await pairs('SELECT id, digest AS content FROM access_lists');
  const audience = await pairs('SELECT id, digest AS content FROM audiences');
  const narrow = await pairs('SELECT n.id, a.digest AS content FROM narrows n JOIN audiences a ON a.id = n.audience_id');
  const seen = await read.all<{ id: number; audience_id: number; narrow_id: number }>('SELECT id, audience_id, narrow_id FROM visibilities');
  const visibility = new Map(seen.map((row) => [row.id, `${audience.get(row.audience_id)} ${narrow.get(row.narrow_id)}`]));
  const interned: Record<string, ReadonlyMap<number, string>> = {
    own_access_id: list,
    access_id: list,
    narrow_id: narrow,
    visibility_id: visibility,
    audience_id: audience,
  };
  const content: Record<string, string[]> = {};
  for (const table of tables) {
    const rows = await read.all(`SELECT * FROM ${table}${table === 'visibilities' ? ' WHERE images > 0' : ''}`);
    content[table] = rows
      .map((row) => JSON.stringify(Object.entries(row).map(([name, value]) => named(table, name, interned[name]?.get(Number(value)) ?? value))))
      .sort();
  }
  return content;
}

/** The number of a row of visibilities says only when it came. */
const named = (table: string, column: string, value: unknown) => (table === 'visibilities' && column === 'id' ? null : [column, value]);

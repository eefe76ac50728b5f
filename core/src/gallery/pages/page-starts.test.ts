import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { createAlbum } from '../albums/create-album.ts';
import { setAlbumAccess } from '../albums/set-album-access.ts';
import { setRootAccess } from '../albums/set-root-access.ts';
import { type Gallery, system } from '../gallery.ts';
import { insertImages } from '../images/insert-images.ts';
import { setImageAccess } from '../images/set-image-access.ts';
import { trashImages } from '../images/trash-images.ts';
import { visitorViewer } from '../people/viewers.ts';
import { quietGallery, rowOnly } from '../testing.ts';
import { albumPage } from './album-page.ts';
import { nearEnough } from './page-starts.ts';

const count = 2 * nearEnough + 500;
const perPage = 100;
const pages = count / perPage;

describe.each(testDatabases())('pages far into an album on $name', (kind) => {
  let opened: TestDatabase;
  let g: Gallery;
  let now = 1_000_000;
  let album: number;
  let ids: number[];

  beforeAll(async () => {
    opened = await kind.open();
    g = quietGallery({ database: opened.database, clock: () => now });
    await opened.database.transaction((tx) => setRootAccess(g, tx, 'public'));
    album = await createAlbum(g, system, { parentId: null, title: 'Large' });
    // A handful of times for all of them: within each, the number of the image decides.
    const rows = Array.from({ length: count }, (_, index) => rowOnly(album, `${index}.jpg`, { fields: { takenAt: 1e12 + (index % 7) } }));
    const inserted = await insertImages(g, system, rows);
    ids = inserted.map(({ id }) => id);
  });
  afterAll(() => opened.drop());

  const visitor = () => visitorViewer(g, 'en');
  const pageOf = async (page: number) => ((await albumPage(g, visitor(), album, { page, perPage }))?.images ?? []).map(({ id }) => id);
  const inOrder = async () =>
    (
      await g.database.read.all<{ id: number }>('SELECT image_id AS id FROM album_images WHERE album_id = ? AND narrow_id = 0 ORDER BY sort_key, image_id', [
        album,
      ])
    ).map(({ id }) => id);
  const walk = async (numbers: readonly number[]) => {
    const order = await inOrder();
    for (const page of numbers) expect([page, await pageOf(page)]).toEqual([page, order.slice((page - 1) * perPage, page * perPage)]);
  };
  const all = Array.from({ length: pages }, (_, index) => index + 1);

  it('hold the same images whether they are turned forwards, backwards or back and forth', async () => {
    await walk(all);
    now += 60_000;
    await walk(all.toReversed());
    now += 60_000;
    await walk([13, 12, 14, 13, 11, 15, 16, 14, 1, 25, 13]);
  });

  it('are counted on from a page that was read before', async () => {
    await pageOf(12);
    const asked: string[] = [];
    const { read } = g.database;
    const all = (text: string, values: Parameters<typeof read.all>[1]) => {
      asked.push(text);
      return read.all(text, values);
    };
    const spied = { ...g, database: { ...g.database, read: { ...read, all: all as typeof read.all } } };
    await albumPage(spied, visitor(), album, { page: 12, perPage });
    expect(asked.some((text) => text.includes('ai.sort_key >= ?'))).toBe(true);
  });

  it('lack at once what was thrown away, hidden or narrowed, wherever they were counted from', async () => {
    await walk([12]);
    const [first = 0, second = 0, third = 0] = await pageOf(12);
    await trashImages(g, system, [first]);
    await setImageAccess(g, system, [second], []);
    const after = await pageOf(12);
    expect(after).not.toContain(first);
    expect(after).not.toContain(second);
    expect(after).toContain(third);
    await walk([11, 12, 13]);
    await setAlbumAccess(g, system, album, { entries: [] });
    expect(await albumPage(g, visitor(), album, { page: 12, perPage })).toBeNull();
    expect(ids).toHaveLength(count);
  });
});

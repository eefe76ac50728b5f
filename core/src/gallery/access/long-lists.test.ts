import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { createAlbum } from '../albums/create-album.ts';
import { type Gallery, system } from '../gallery.ts';
import { insertImages } from '../images/insert-images.ts';
import { placeImages } from '../images/place-images.ts';
import { trashImages } from '../images/trash-images.ts';
import { albumPage } from '../pages/album-page.ts';
import { homePage } from '../pages/home-page.ts';
import { imagePage } from '../pages/image-page.ts';
import { newestPage } from '../pages/newest-page.ts';
import { createGroup } from '../people/create-group.ts';
import { createUser } from '../people/create-user.ts';
import { joinGroup } from '../people/join-group.ts';
import { viewerOf } from '../people/viewers.ts';
import { quietGallery, rowOnly } from '../testing.ts';

describe.each(testDatabases())('a viewer of hundreds of lists on $name', (kind) => {
  let opened: TestDatabase;
  let g: Gallery;
  let staff: number;
  let clients: number;
  const albums: number[] = [];
  const images: number[] = [];
  const many = 210;
  const client = async (n: number) => {
    const group = await createGroup(g, system, { name: `client ${n}` });
    const entries = [
      { principal: { group }, rights: ['view' as const] },
      { principal: { user: staff }, rights: ['view' as const] },
    ];
    albums.push(await createAlbum(g, system, { parentId: clients, title: `Client ${n}`, access: { entries } }));
    const [made] = await insertImages(g, system, [rowOnly(albums.at(-1) as number, 'x.jpg')]);
    images.push(made?.id as number);
    return group;
  };
  beforeAll(async () => {
    opened = await kind.open();
    g = quietGallery({ database: opened.database });
    staff = await createUser(g, system, { name: 'staff', status: 'user' });
    clients = await createAlbum(g, system, { parentId: null, title: 'Clients' });
    for (let n = 0; n < many; n += 1) await client(n);
  }, 120_000);
  afterAll(() => opened.drop());

  it('sees all of it, in as many statements as others, and what is added later', async () => {
    const viewer = await viewerOf(g, staff, 'en');
    const view = await g.access.view(viewer.principals);
    expect([view.visibilities.size, view.lists.size]).toEqual([many, many]);
    expect(view.setId).not.toBeNull();
    const statements = async () => {
      const before = g.database.stats().queries;
      await homePage(g, viewer, { albumsPerPage: 100 });
      return g.database.stats().queries - before;
    };
    // The boundaries and two sums are read with the first.
    expect([await statements(), await statements()]).toEqual([5, 2]);
    const home = await homePage(g, viewer, { albumsPerPage: 100 });
    expect(home).toMatchObject({ albumsTotal: many, albumsPages: 3, imageCount: many });
    expect(home.albums.every((album) => album.imageCount === 1 && album.cover !== null)).toBe(true);
    expect((await homePage(g, viewer, { albumsPage: 3, albumsPerPage: 100 })).albums).toHaveLength(10);
    expect((await newestPage(g, viewer, { perPage: 500 })).images).toHaveLength(many);
    await client(many);
    expect((await newestPage(g, viewer, { perPage: 500 })).images).toHaveLength(many + 1);
    expect((await g.access.view(viewer.principals)).setId).toBe(view.setId);
    expect((await imagePage(g, viewer, images[5] as number, 'newest'))?.next?.id).toBe(images[4]);
  });

  it('sees what is added at once, and has it written down only when it has become much', async () => {
    const viewer = await viewerOf(g, staff, 'en');
    const stored = async () =>
      (
        await opened.database.read.get<{ n: number }>('SELECT COUNT(*) AS n FROM viewer_grants w JOIN viewer_sets s ON s.id = w.set_id WHERE s.digest <> ?', [
          '',
        ])
      )?.n ?? 0;
    const [before, view] = [await stored(), await g.access.view(viewer.principals)];
    await client(600);
    const grown = await g.access.view(viewer.principals);
    expect(grown.beyond.visibility.length).toBeGreaterThan(0);
    expect(grown.setId).toBe(view.setId);
    expect((await newestPage(g, viewer, { perPage: 500 })).total).toBe(grown.visibilities.size);
    expect((await homePage(g, viewer)).imageCount).toBe(grown.visibilities.size);
    expect(await stored()).toBe(before);
  });

  it('another process knows the same rows', async () => {
    const viewer = await viewerOf(g, staff, 'en');
    const here = await g.access.view(viewer.principals);
    const there = quietGallery({ database: opened.database });
    expect((await there.access.view(viewer.principals)).setId).toBe(here.setId);
    there.access.sync(here.lists.size + 1_000_000);
    expect((await newestPage(there, viewer, { perPage: 500 })).images).toHaveLength(here.visibilities.size);
  });

  it('adds up what he sees once a second, and at once where his access changes', async () => {
    let now = Date.now();
    const slow = quietGallery({ database: opened.database, clock: () => now });
    const count = async () => (await newestPage(slow, await viewerOf(slow, staff, 'en'))).total;
    const before = (await count()) as number;
    await insertImages(slow, system, [rowOnly(albums[0] as number, 'later.jpg')]);
    expect(await count()).toBe(before);
    now += 1_000;
    expect(await count()).toBe(before + 1);
    await client(many + 1);
    slow.access.touch();
    expect(await count()).toBe(before + 2);
  });

  it('never shows a cover that he may not see any more, whatever he was told a second ago', async () => {
    let now = Date.now();
    const slow = quietGallery({ database: opened.database, clock: () => now });
    const first = async () => (await homePage(slow, await viewerOf(slow, staff, 'en'), { albumsPerPage: 1 })).albums[0];
    const cover = (await first())?.cover?.id as number;
    await trashImages(slow, system, [cover]);
    expect(await first()).toMatchObject({ cover: null });
    now += 1_000;
    expect((await first())?.cover?.id).not.toBe(cover);
  });

  it('a client sees his album alone, hanging at the top', async () => {
    const ana = await createUser(g, system, { name: 'ana', status: 'user' });
    const group = await client(500);
    await joinGroup(g, system, group, ana);
    const viewer = await viewerOf(g, ana, 'en');
    const home = await homePage(g, viewer);
    expect(home.albums.map((album) => album.title)).toEqual(['Client 500']);
    expect(home.imageCount).toBe(1);
    expect((await albumPage(g, viewer, albums.at(-1) as number))?.crumbs).toEqual([]);
    await placeImages(g, system, [{ imageId: images[0] as number, albumId: albums.at(-1) as number }]);
    expect((await homePage(g, viewer)).imageCount).toBe(2);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { createAlbum } from '../albums/create-album.ts';
import { setRootAccess } from '../albums/set-root-access.ts';
import { type Gallery, system } from '../gallery.ts';
import { insertImages } from '../images/insert-images.ts';
import { visitorViewer } from '../people/viewers.ts';
import { quietGallery, rowOnly } from '../testing.ts';
import { albumPage } from './album-page.ts';
import { homePage } from './home-page.ts';
import { imagePage } from './image-page.ts';
import { newestPage } from './newest-page.ts';

describe.each(testDatabases())('pages on $name', (kind) => {
  let opened: TestDatabase;
  let g: Gallery;
  beforeAll(async () => {
    opened = await kind.open();
    g = quietGallery({ database: opened.database });
    await opened.database.transaction((tx) => setRootAccess(g, tx, 'public'));
  });
  afterAll(() => opened.drop());

  it('a visitor’s album page takes three statements', async () => {
    const visitor = visitorViewer(g, 'en');
    const top = await createAlbum(g, system, { parentId: null, title: 'Top' });
    const sub = await createAlbum(g, system, { parentId: top, title: 'Sub' });
    const secret = await createAlbum(g, system, { parentId: top, title: 'Secret', access: { entries: [] } });
    const hanging = await createAlbum(g, system, { parentId: secret, title: 'Hanging', access: { entries: [{ principal: 'everyone', rights: ['view'] }] } });
    const ids = await insertImages(g, system, [
      rowOnly(top, 'a.jpg'),
      rowOnly(sub, 'b.jpg'),
      rowOnly(sub, 'c.jpg'),
      rowOnly(secret, 'd.jpg'),
      rowOnly(hanging, 'e.jpg'),
    ]);
    await albumPage(g, visitor, top);
    const before = g.database.stats().queries;
    const page = await albumPage(g, visitor, top);
    expect(g.database.stats().queries - before).toBe(3);
    expect(page).toMatchObject({ total: 1, albumsTotal: 2, album: { title: 'Top', imageCount: 4, albumCount: 2 } });
    expect(page?.albums.map((album) => [album.title, album.imageCount, album.cover?.id])).toEqual([
      ['Hanging', 1, ids[4]?.id],
      ['Sub', 2, ids[2]?.id],
    ]);
    expect(await albumPage(g, visitor, secret)).toBeNull();
    const home = await homePage(g, visitor);
    expect(home.imageCount).toBe(4);
    expect(home.newest.map((image) => image.id)).toEqual([4, 2, 1, 0].map((index) => ids[index]?.id));
    expect((await newestPage(g, visitor)).images).toHaveLength(4);
    expect(await imagePage(g, visitor, ids[3]?.id ?? 0, null)).toBeNull();
    expect(await imagePage(g, visitor, ids[2]?.id ?? 0, `album-${sub}`)).toMatchObject({
      previous: { id: ids[1]?.id },
      next: null,
      position: 2,
      total: 2,
      crumbs: [{ title: 'Top' }, { title: 'Sub' }],
    });
    expect(await imagePage(g, visitor, ids[2]?.id ?? 0, 'newest')).toMatchObject({
      previous: { id: ids[4]?.id },
      next: { id: ids[1]?.id },
      position: 2,
      total: 4,
    });
  });
});

it.each(testDatabases())('a gallery in which new albums are private shows an open one once, on $name', async (kind) => {
  const opened = await kind.open();
  try {
    const g = quietGallery({ database: opened.database });
    await opened.database.transaction((tx) => setRootAccess(g, tx, 'private'));
    const closed = await createAlbum(g, system, { parentId: null, title: 'Closed' });
    const open = { entries: [{ principal: 'everyone' as const, rights: ['view' as const] }] };
    await createAlbum(g, system, { parentId: null, title: 'At the top', access: open });
    await createAlbum(g, system, { parentId: closed, title: 'Deeper', access: open });
    const home = await homePage(g, visitorViewer(g, 'en'));
    expect(home.albums.map(({ title }) => title)).toEqual(['Deeper', 'At the top']);
    expect(home.albumsTotal).toBe(2);
  } finally {
    await opened.drop();
  }
});

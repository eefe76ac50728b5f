import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { createAlbum } from '../albums/create-album.ts';
import { moveAlbum } from '../albums/move-album.ts';
import { setAlbumAccess } from '../albums/set-album-access.ts';
import { setRootAccess } from '../albums/set-root-access.ts';
import { type Gallery, system } from '../gallery.ts';
import { insertImages } from '../images/insert-images.ts';
import { placeImages } from '../images/place-images.ts';
import { publishImages } from '../images/publish-images.ts';
import { albumPage } from '../pages/album-page.ts';
import { homePage } from '../pages/home-page.ts';
import { newestPage } from '../pages/newest-page.ts';
import { visitorViewer } from '../people/viewers.ts';
import { clearGallery, driftOf, interruptible, quietGallery, rowOnly } from '../testing.ts';
import { finishAccessChanges } from './finish-access-changes.ts';

describe.each(testDatabases())('access changes on $name', (kind) => {
  let opened: TestDatabase;
  let g: Gallery;
  let gate: { left: number };
  let a: number;
  const shut = { entries: [] };
  beforeAll(async () => {
    opened = await kind.open();
  });
  beforeEach(async () => {
    await clearGallery(opened.database);
    const made = interruptible(opened.database);
    gate = made.gate;
    g = quietGallery({ database: made.database, stepSizes: { hide: 1000, move: 20, switch: 100, settle: 100 } });
    await opened.database.transaction((tx) => setRootAccess(g, tx, 'public'));
    a = await createAlbum(g, system, { parentId: null, title: 'A' });
  });
  afterAll(() => opened.drop());

  const visitor = () => visitorViewer(g, 'en');
  const fill = (albumId: number, count: number) =>
    insertImages(
      g,
      system,
      Array.from({ length: count }, (_, n) => rowOnly(albumId, `${albumId}-${n}.jpg`)),
    );
  const newest = async () => (await newestPage(g, visitor(), { perPage: 500 })).images.length;
  const phase = async () => (await g.database.read.get<{ phase: string }>('SELECT phase FROM access_changes'))?.phase ?? 'none';
  /** Lets so many transactions through, then the process is gone. */
  const dying = async (left: number, work: () => Promise<unknown>) => {
    gate.left = left;
    await expect(work()).rejects.toThrow('The process has died.');
    gate.left = Number.POSITIVE_INFINITY;
    g.access.touch();
  };

  it('does not tell by the number of pages how much it hides', async () => {
    await fill(a, 40);
    const open = await createAlbum(g, system, { parentId: null, title: 'Open' });
    await fill(open, 15);
    await dying(3, () => setAlbumAccess(g, system, a, shut));
    const pageOf = async (wanted: number) => {
      const { images, page, pages, total } = await newestPage(g, visitor(), { page: wanted, perPage: 10 });
      return { images: images.length, page, pages, total };
    };
    expect(await pageOf(1)).toEqual({ images: 10, page: 1, pages: 2, total: null });
    expect(await pageOf(2)).toEqual({ images: 5, page: 2, pages: 2, total: null });
    // There are as many pages for those who see what is being hidden.
    expect(await pageOf(4)).toEqual({ images: 10, page: 1, pages: 2, total: null });
    await finishAccessChanges(g);
    expect(await pageOf(4)).toEqual({ images: 5, page: 2, pages: 2, total: 15 });
  });

  it('is effective for all lists and counts before images have followed', async () => {
    await fill(a, 400);
    expect(await newest()).toBe(400);
    // Begin, hide, switch; nothing is settled.
    await dying(3, () => setAlbumAccess(g, system, a, shut));
    expect(await phase()).toBe('settle');
    expect(await newest()).toBe(0);
    expect(await albumPage(g, visitor(), a)).toBeNull();
    expect(await homePage(g, visitor())).toMatchObject({ albums: [], newest: [], imageCount: null });
    await finishAccessChanges(g);
    expect(await phase()).toBe('none');
    expect(await homePage(g, visitor())).toMatchObject({ imageCount: 0 });
    expect(await driftOf(opened.database)).toEqual([]);
  });

  it('hides with the rest what is placed there before it is effective', async () => {
    const other = await createAlbum(g, system, { parentId: null, title: 'Other' });
    const [moved] = await fill(other, 1);
    await fill(a, 3);
    // Begin and hide; albums are not switched yet.
    await dying(2, () => setAlbumAccess(g, system, a, shut));
    expect(await phase()).toBe('switch');
    await insertImages(g, system, [rowOnly(a, 'late.jpg')]);
    await placeImages(g, system, [{ imageId: moved?.id as number, albumId: a }]);
    // The next change finishes this one up to where it is effective, and dies over its own first step.
    await dying(1, () => setAlbumAccess(g, system, other, shut));
    expect(await phase()).toBe('settle');
    expect(await newest()).toBe(0);
    await finishAccessChanges(g);
    expect((await newestPage(g, visitor())).images.map((image) => image.id)).toEqual([moved?.id]);
    expect(await driftOf(opened.database)).toEqual([]);
  });

  it('hides with the rest what is published there before it is effective', async () => {
    const [draft] = await insertImages(g, system, [rowOnly(a, 'draft.jpg', { state: 'unpublished' })]);
    await fill(a, 2);
    await dying(2, () => setAlbumAccess(g, system, a, shut));
    expect(await phase()).toBe('switch');
    await publishImages(g, system, [draft?.id as number]);
    await finishAccessChanges(g);
    expect(await newest()).toBe(0);
    expect(await driftOf(opened.database)).toEqual([]);
  });

  it('that widens shows images as they follow, and totals at once when it is through', async () => {
    await setAlbumAccess(g, system, a, shut);
    const below = await createAlbum(g, system, { parentId: a, title: 'Below' });
    await fill(a, 170);
    await fill(below, 170);
    await dying(3, () => setAlbumAccess(g, system, a, 'inherit'));
    expect(await phase()).toBe('settle');
    expect((await albumPage(g, visitor(), a))?.total).toBe(170);
    expect(await newest()).toBeLessThan(340);
    await finishAccessChanges(g);
    expect(await homePage(g, visitor())).toMatchObject({ imageCount: 340 });
    expect(await driftOf(opened.database)).toEqual([]);
  });

  it('goes through many albums in several steps, own lists below among them', async () => {
    const ids: number[] = [];
    for (let n = 0; n < 160; n += 1)
      ids.push(
        await createAlbum(g, system, {
          parentId: n % 7 === 0 ? a : (ids.at(-1) as number),
          title: `S${n}`,
          ...(n % 40 === 39 ? { access: { entries: [{ principal: 'everyone' as const, rights: ['view' as const] }] } } : {}),
        }),
      );
    await insertImages(
      g,
      system,
      ids.map((id) => rowOnly(id, 'x.jpg')),
    );
    const to = await createAlbum(g, system, { parentId: null, title: 'To', access: { entries: [{ principal: 'signed-in', rights: ['view'] }] } });
    const open = await newest();
    await moveAlbum(g, system, a, to);
    await finishAccessChanges(g);
    expect(open).toBe(160);
    expect(await newest()).toBeGreaterThan(0);
    expect(await newest()).toBeLessThan(160);
    expect(await driftOf(opened.database)).toEqual([]);
  });

  it('moves a subtree album by album, each counted in one place at any moment, wherever it was cut off', async () => {
    const from = await createAlbum(g, system, { parentId: null, title: 'From' });
    const to = await createAlbum(g, system, { parentId: null, title: 'To' });
    const top = await createAlbum(g, system, { parentId: from, title: 'Top' });
    const ids = [top];
    for (let n = 0; n < 65; n += 1) ids.push(await createAlbum(g, system, { parentId: ids[Math.floor(n / 3)] as number, title: `S${n}` }));
    await insertImages(
      g,
      system,
      ids.map((id) => rowOnly(id, 'x.jpg')),
    );
    const counts = async () => {
      const pages = [await albumPage(g, visitor(), from), await albumPage(g, visitor(), to)];
      return pages.map((page) => page?.album.imageCount ?? 0);
    };
    const steps: number[][] = [];
    // Begin, then a step at a time: the album itself, 20 below it at once, the end of the move, two steps of the switch.
    await dying(1, () => moveAlbum(g, system, top, to));
    for (;;) {
      if ((await phase()) !== 'move') break;
      steps.push(await counts());
      await insertImages(g, system, [rowOnly(ids.at(-1) as number, `late-${steps.length}.jpg`)]);
      expect((await newestPage(g, visitor(), { perPage: 500 })).images).toHaveLength(66 + steps.length);
      expect((await albumPage(g, visitor(), top))?.album.imageCount).toBe(66 + steps.length);
      await dying(1, () => finishAccessChanges(g));
    }
    expect(steps.map(([left = 0, come = 0]) => left + come)).toEqual(steps.map((_, step) => 66 + step));
    expect(steps.slice(0, 2)).toEqual([
      [66, 0],
      [66, 1],
    ]);
    expect(steps).toHaveLength(6);
    expect(steps.at(-1)).toEqual([0, 71]);
    await finishAccessChanges(g);
    expect(await counts()).toEqual([0, 72]);
    expect(await driftOf(opened.database)).toEqual([]);
    expect((await albumPage(g, visitor(), from))?.album.cover).toBeNull();
  });

  it('several at once are worked one after the other', async () => {
    const albums = [a];
    for (const title of ['B', 'C', 'D']) albums.push(await createAlbum(g, system, { parentId: a, title }));
    for (const id of albums) await fill(id, 5);
    await Promise.all(
      albums.map((id, index) => setAlbumAccess(g, system, id, index % 2 === 0 ? shut : { entries: [{ principal: 'everyone', rights: ['view'] }] })),
    );
    await finishAccessChanges(g);
    expect(await newest()).toBe(10);
    expect(await driftOf(opened.database)).toEqual([]);
  });

  it('is left by the job to the process that gets on with it, and finished by the job where that one died', async () => {
    const { signal } = new AbortController();
    await fill(a, 3);
    let byJob = 0;
    const { transaction } = opened.database;
    const jobs = quietGallery({ database: { ...opened.database, transaction: (work) => transaction(work).finally(() => byJob++) } });
    let job: Promise<void> | undefined;
    const command = quietGallery({
      database: {
        ...opened.database,
        transaction: async (work) => {
          const result = await transaction(work);
          job ??= finishAccessChanges(jobs, signal);
          return result;
        },
      },
    });
    await setAlbumAccess(command, system, a, shut);
    expect(byJob).toBe(0);
    await job;
    await dying(2, () => setAlbumAccess(g, system, a, 'inherit'));
    await dying(2, () => setAlbumAccess(g, system, a, shut));
    expect(await phase()).not.toBe('none');
    await finishAccessChanges(jobs, signal);
    expect(byJob).toBeGreaterThan(0);
    expect(await phase()).toBe('none');
    expect(await newest()).toBe(0);
  });

  it('of an album that is gone ends by itself', async () => {
    await fill(a, 1);
    await dying(1, () => setAlbumAccess(g, system, a, shut));
    await opened.database.transaction((tx) => tx.run('DELETE FROM albums WHERE id = ?', [a]));
    await finishAccessChanges(g);
    expect(await phase()).toBe('none');
  });
});

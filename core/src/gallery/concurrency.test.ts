import { isGalleryError } from '@picturerail/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#database';
import { runChecks } from '#doctor';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { createAlbum } from './albums/create-album.ts';
import { moveAlbum } from './albums/move-album.ts';
import { purgeSteps } from './albums/purge-album.ts';
import { setAlbumAccess } from './albums/set-album-access.ts';
import { setRootAccess } from './albums/set-root-access.ts';
import { restoreAlbum, trashAlbum } from './albums/trash-album.ts';
import { updateAlbum } from './albums/update-album.ts';
import { finishAccessChanges } from './changes/finish-access-changes.ts';
import { galleryChecks } from './doctor/gallery-checks.ts';
import { type Gallery, system } from './gallery.ts';
import { insertImages } from './images/insert-images.ts';
import { placeImages } from './images/place-images.ts';
import { restoreImages, trashImages } from './images/trash-images.ts';
import { albumPage } from './pages/album-page.ts';
import { newestPage } from './pages/newest-page.ts';
import { visitorViewer } from './people/viewers.ts';
import { driftOf, quietGallery, rowOnly } from './testing.ts';

/** How often each writer does what it does. */
const rounds = Number(process.env.WRITER_ROUNDS ?? 12);

describe.each(testDatabases())('writers at once on $name', (kind) => {
  let opened: TestDatabase;
  let galleries: Gallery[];
  beforeAll(async () => {
    opened = await kind.open();
    // As many processes as there are writers, each with its own memory of lists.
    galleries = Array.from({ length: 6 }, () => quietGallery({ database: opened.database }));
  });
  afterAll(() => opened.drop());

  it('leave no wrong count and no image shown that should not be', { timeout: 120_000 + rounds * 2_000 }, async () => {
    const [g = galleries[0] as Gallery] = galleries;
    await opened.database.transaction((tx) => setRootAccess(g, tx, 'public'));
    const tops: number[] = [];
    const leaves: number[] = [];
    for (const n of [0, 1, 2]) {
      tops.push(await createAlbum(g, system, { parentId: null, title: `Top ${n}` }));
      for (const m of [0, 1, 2]) leaves.push(await createAlbum(g, system, { parentId: tops[n] as number, title: `Leaf ${m}` }));
    }
    const images: number[] = [];
    const importer = async (one: Gallery, name: number) => {
      for (let n = 0; n < rounds; n += 1) {
        const albumId = leaves[(n + name) % leaves.length] as number;
        const made = await insertImages(
          one,
          system,
          [0, 1, 2].map((k) => rowOnly(albumId, `${name}-${n}-${k}.jpg`)),
        );
        images.push(...made.map(({ id }) => id));
        await placeImages(one, system, [{ imageId: made[0]?.id as number, albumId: leaves[(n * 5 + name) % leaves.length] as number }]);
        if (n % 3 === 0) await trashImages(one, system, [made[1]?.id as number]);
        if (n % 6 === 0) await restoreImages(one, system, [made[1]?.id as number]);
      }
    };
    const looker = async (one: Gallery) => {
      for (let n = 0; n < rounds; n += 1) {
        const top = tops[n % 3] as number;
        await albumPage(one, visitorViewer(one, 'en'), top);
        const cover = images[n * 7] ?? null;
        // Where the image does not lie below just then, it is refused.
        await updateAlbum(one, system, top, { coverImageId: cover }).catch((error: unknown) => {
          if (!isGalleryError(error) || error.code !== 'album-cover-unknown') throw error;
        });
      }
    };
    const changer = async (one: Gallery) => {
      for (let n = 0; n < rounds; n += 1) {
        await setAlbumAccess(one, system, tops[n % 3] as number, n % 2 === 0 ? { entries: [] } : 'inherit');
        await moveAlbum(one, system, leaves[n % leaves.length] as number, tops[(n + 1) % 3] as number, { adopt: true });
        if (n % 4 === 0) {
          await createAlbum(one, system, {
            parentId: tops[n % 3] as number,
            title: `New ${n}`,
            access: { entries: [{ principal: 'signed-in', rights: ['view'] }] },
          });
        }
      }
    };
    await Promise.all([...galleries.slice(0, 4).map(importer), changer(galleries[4] as Gallery), looker(galleries[5] as Gallery)]);
    await trashAlbum(g, system, tops[0] as number);
    await finishAccessChanges(g);
    expect(await driftOf(opened.database)).toEqual([]);
    await restoreAlbum(g, system, tops[0] as number);
    for (const top of tops) await setAlbumAccess(g, system, top, { entries: [] });
    await finishAccessChanges(g);
    expect((await newestPage(g, visitorViewer(g, 'en'))).images).toEqual([]);
    expect(images).toHaveLength(rounds * 12);
    expect(await driftOf(opened.database)).toEqual([]);
    expect(await runChecks(galleryChecks(g))).toEqual([]);
  });

  it('take turns where they purge the same album', async () => {
    let begun = 0;
    let tried = 0;
    const { database } = opened;
    const counting: Database = {
      ...database,
      transaction: (work) => {
        begun += 1;
        return database.transaction((tx) => {
          tried += 1;
          return work(tx);
        });
      },
    };
    const two = [0, 1].map(() => quietGallery({ database: counting, stepSizes: { purge: 2 } }));
    const [g = two[0] as Gallery] = two;
    const top = await createAlbum(g, system, { parentId: null, title: 'Gone' });
    for (let n = 0; n < 30; n += 1) {
      const below = await createAlbum(g, system, { parentId: top, title: `Below ${n}` });
      await insertImages(g, system, [rowOnly(below, `${n}.jpg`)]);
    }
    await trashAlbum(g, system, top);
    [begun, tried] = [0, 0];
    await Promise.all(two.map((one) => purgeSteps(one, top, Number.POSITIVE_INFINITY)));
    expect(begun).toBeGreaterThan(30 / 2);
    expect(tried, 'none was undone for another').toBe(begun);
    expect(await runChecks(galleryChecks(g))).toEqual([]);
  });
});

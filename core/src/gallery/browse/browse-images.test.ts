import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { createAlbum } from '../albums/create-album.ts';
import { setRootAccess } from '../albums/set-root-access.ts';
import { type Gallery, system } from '../gallery.ts';
import { insertImages } from '../images/insert-images.ts';
import { unpublishImages } from '../images/publish-images.ts';
import { removePlacements } from '../images/remove-placements.ts';
import { markMissing, trashImages } from '../images/trash-images.ts';
import { createUser } from '../people/create-user.ts';
import { viewerOf, visitorViewer } from '../people/viewers.ts';
import { codeOf, quietGallery, rowOnly } from '../testing.ts';
import { browseImages } from './browse-images.ts';
import { countImagesFitting, findImageIds } from './find-image-ids.ts';
import { anyImage, type ImageFilter } from './image-filter.ts';

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

describe.each(testDatabases())('images as the administration lists them, on $name', (kind) => {
  let opened: TestDatabase;
  let g: Gallery;
  let now = day('2024-05-01');
  let ana: number;
  const ids: Record<string, number> = {};
  const albums: Record<string, number> = {};

  beforeAll(async () => {
    opened = await kind.open();
    g = quietGallery({ database: opened.database, clock: () => now });
    await opened.database.transaction((tx) => setRootAccess(g, tx, 'private'));
    ana = await createUser(g, system, { name: 'ana', status: 'user' });
    for (const title of ['Coast', 'Harbour']) albums[title] = await createAlbum(g, system, { parentId: null, title });
    const put = async (name: string, change: Parameters<typeof rowOnly>[2] = {}, album = 'Coast') => {
      const [one] = await insertImages(g, system, [rowOnly(albums[album] as number, `${name}.jpg`, change)]);
      ids[name] = one?.id ?? 0;
    };
    await put('gull', { fields: { title: 'Grey Gull 100%', takenAt: day('2020-02-03') }, uploaderId: ana });
    await put('boat', { width: 4000, height: 100, mime: 'image/png' });
    await put('twin', { sha256: 'a'.repeat(64) });
    await put('copy', { sha256: 'a'.repeat(64) }, 'Harbour');
    now = day('2024-06-01');
    for (const name of ['hidden', 'gone', 'lost', 'loose', 'torn']) await put(name, {}, 'Harbour');
    await unpublishImages(g, system, [ids.hidden as number]);
    await trashImages(g, system, [ids.gone as number]);
    await markMissing(g, system, [ids.lost as number]);
    await removePlacements(g, system, [{ imageId: ids.loose as number, albumId: albums.Harbour as number }]);
    const fault = { version: 1, code: 'media-damaged', message: 'It ends too early.', attempts: 1, tried_at: now };
    await opened.database.transaction((tx) =>
      tx.run('INSERT INTO media_faults (image_id, version, code, message, attempts, tried_at) VALUES (?, ?, ?, ?, ?, ?)', [
        ids.torn as number,
        ...Object.values(fault),
      ]),
    );
  });
  afterAll(() => opened.drop());

  const names = (found: readonly { readonly id: number }[]) => found.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id));
  const page = (filter: Partial<ImageFilter>, rest: { from?: number | null; up?: boolean; limit?: number } = {}) =>
    browseImages(g, system, { filter: { ...anyImage, ...filter }, from: null, up: false, limit: 10, ...rest });

  it('are all but those in the trash, the latest first, whoever may see them', async () => {
    const { images, counted, earlier, later } = await page({});
    expect(names(images)).toEqual(['torn', 'loose', 'lost', 'hidden', 'copy', 'twin', 'boat', 'gull']);
    expect([counted, earlier, later]).toEqual([{ images: 8, isAll: true }, null, null]);
    expect(images.at(0)).toMatchObject({ fault: 'It ends too early.', albumTitle: 'Harbour', placements: 1, ownAccess: false, uploader: null });
    expect(images.at(1)).toMatchObject({ albumTitle: null, placements: 0 });
    expect(images.at(-1)).toMatchObject({ title: 'Grey Gull 100%', uploader: 'ana' });
  });

  it('are for administrators', async () => {
    const ask = (viewer: Parameters<typeof browseImages>[1]) => codeOf(browseImages(g, viewer, { filter: anyImage, from: null, up: false, limit: 1 }));
    expect([await ask(visitorViewer(g, 'en')), await ask(await viewerOf(g, ana, 'en'))]).toEqual(['status-needed', 'status-needed']);
    expect(await ask(await viewerOf(g, await createUser(g, system, { name: 'adam', status: 'administrator' }), 'en'))).toBe('done');
  });

  it('are found by whatever is known of them, and counted', async () => {
    const found = async (filter: Partial<ImageFilter>) => {
      const { images, counted } = await page(filter);
      expect([filter, counted]).toEqual([filter, { images: images.length, isAll: true }]);
      return names(images);
    };
    const cases: [Partial<ImageFilter>, string[]][] = [
      [{ words: 'gULL' }, ['gull']],
      [{ words: '100%' }, ['gull']],
      [{ words: 'OAT.j' }, ['boat']],
      [{ words: '_' }, []],
      [{ album: albums.Coast as number }, ['twin', 'boat', 'gull']],
      [{ album: albums.Harbour as number, state: 'trashed' }, ['gone']],
      [{ uploaderId: ana }, ['gull']],
      [{ uploaderId: ana, album: albums.Harbour as number }, []],
      [{ state: 'unpublished' }, ['hidden']],
      [{ state: 'trashed' }, ['gone']],
      [{ state: 'published', album: albums.Harbour as number }, ['torn', 'copy']],
      [{ mime: 'image/png' }, ['boat']],
      [{ sideFrom: 4000 }, ['boat']],
      [{ sideTo: 3999, uploaderId: ana }, ['gull']],
      [{ takenFrom: day('2020-02-03'), takenTo: day('2020-02-04') }, ['gull']],
      [{ takenTo: day('2020-02-03') }, []],
      [{ addedFrom: day('2024-05-02'), state: 'unpublished' }, ['hidden']],
      [{ addedTo: day('2024-05-02') }, ['copy', 'twin', 'boat', 'gull']],
      [{ problem: 'missing' }, ['lost']],
      [{ problem: 'damaged' }, ['torn']],
      [{ problem: 'duplicate' }, ['copy', 'twin']],
      [{ problem: 'unplaced' }, ['loose']],
      [{ problem: 'unplaced', words: 'gull' }, []],
      [{ values: [{ table: 'media_faults', imageColumn: 'image_id', column: 'code', value: 'media-damaged' }] }, ['torn']],
    ];
    for (const [filter, wanted] of cases) expect([filter, await found(filter)]).toEqual([filter, wanted]);
  });

  it('go on to earlier pages and back to later ones, without leaving any out', async () => {
    const first = await page({}, { limit: 3 });
    const second = await page({}, { limit: 3, from: first.earlier });
    const third = await page({}, { limit: 3, from: second.earlier });
    expect([first, second, third].flatMap(({ images }) => names(images))).toEqual(['torn', 'loose', 'lost', 'hidden', 'copy', 'twin', 'boat', 'gull']);
    expect([first.later, third.earlier]).toEqual([null, null]);
    const back = await page({}, { limit: 3, from: third.later, up: true });
    expect([names(back.images), names((await page({}, { limit: 3, from: back.earlier })).images)]).toEqual([
      ['hidden', 'copy', 'twin'],
      ['boat', 'gull'],
    ]);
    const start = await page({}, { limit: 3, from: back.later, up: true });
    expect([names(start.images), start.later]).toEqual([['torn', 'loose', 'lost'], null]);
    const beyond = await page({}, { from: 1 });
    expect([beyond.images, beyond.earlier, beyond.later]).toEqual([[], null, 0]);
    const above = await page({}, { from: 999_999, up: true });
    expect([above.images, above.earlier, above.later]).toEqual([[], 1_000_000, null]);
  });

  it('are looked for no longer than there is time, and then on from there', async () => {
    await insertImages(
      g,
      system,
      Array.from({ length: 700 }, (_, index) => rowOnly(albums.Harbour as number, `filler-${index}.jpg`)),
    );
    const filter = { ...anyImage, words: 'gull' };
    const first = await findImageIds(opened.database.read, filter, { from: null, limit: 5, withinMs: 0 });
    expect(first.ids).toEqual([]);
    expect(first.next).toBeGreaterThan(ids.gull as number);
    expect(await countImagesFitting(opened.database.read, filter, 0)).toEqual({ images: 0, isAll: false });
    expect(await countImagesFitting(opened.database.read, filter, 60_000)).toEqual({ images: 1, isAll: true });
    let from = first.next;
    const found: number[] = [];
    while (from !== null) {
      const step = await findImageIds(opened.database.read, filter, { from, limit: 5, withinMs: 0 });
      found.push(...step.ids);
      from = step.next;
    }
    expect(found).toEqual([ids.gull]);
  });
});

import { gallery, paintImage, startGallery, type TestGallery } from '@picturerail/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { alternatives, embedded, exifBlock, iptcBlock, list, tag, xmpBlock } from '../src/reading/blocks.fixture.ts';

const servers = [{ name: 'SQLite', server: undefined }, ...(process.env.TEST_DATABASE_URL ? [{ name: 'MariaDB', server: process.env.TEST_DATABASE_URL }] : [])];

let seed = 100;
/** A picture of a lock in Arezzo, with all that a camera and a program may write. */
const photo = async (title: string) =>
  embedded(await paintImage({ seed: seed++ }), {
    exif: exifBlock({
      image: [
        [tag.make, 'NIKON CORPORATION'],
        [tag.model, 'NIKON D40'],
      ],
      exif: [
        [tag.dateTimeOriginal, '2019:07:14 18:30:00'],
        [tag.offsetTimeOriginal, '+02:00'],
        [tag.exposureTime, [[1, 250]]],
        [tag.fNumber, [[56, 10]]],
        [tag.iso, 200],
      ],
    }),
    iptc: iptcBlock([
      [80, 'Ana <b>'],
      [90, 'Arezzo'],
    ]),
    xmp: xmpBlock(alternatives('dc:title', { 'x-default': title }) + list('dc:subject', 'Bag', ['lock &amp; key', 'river'])),
  });

describe.each(servers)('a gallery with the plugin metadata, on $name', ({ server }) => {
  let g: TestGallery;
  let album: number;

  beforeEach(async () => {
    g = await startGallery({ plugins: ['metadata'], server });
    album = await g.album('Locks');
  });
  afterEach(() => g.close());

  const add = async (title: string) => g.image(album, { bytes: await photo(title), fileName: `${title} as the camera named it.jpg` });
  const row = async (id: number) => {
    const [image] = await gallery.imagesAfter(g.house.gallery, id - 1, 1);
    return { title: image?.title, author: image?.author, takenAt: image?.takenAt, takenOffset: image?.takenOffset };
  };
  const pageOf = async (id: number) => {
    const { status, headers, text } = await g.visitor().get(`/images/${id}`);
    return status === 200 ? text : (await g.visitor().get(new URL(headers.get('location') ?? '', g.url).pathname)).text;
  };
  const read = { title: 'Lock', author: 'Ana <b>', takenAt: Date.UTC(2019, 6, 14, 18, 30), takenOffset: 120 };

  test('the administration finds images by camera, says which it was, and has chosen ones read again', async () => {
    const id = await add('Lock');
    const other = await g.image(album, { title: 'Bare' });
    const keeper = await g.as(1);
    const shown = async (query: string) => (await keeper.get(`/admin/images${query}`)).text;
    const ids = (html: string) => [...html.matchAll(/name="image" value="(\d+)"/g)].map(([, one]) => Number(one));
    expect(ids(await shown(''))).toEqual([other, id]);
    expect((await shown('')).match(/Nikon D40/g)).toHaveLength(1);
    expect([
      ids(await shown('?plugin.metadata.model=NIKON+D40')),
      ids(await shown('?plugin.metadata.model=EOS')),
      ids(await shown('?plugin.gone.x=1')),
    ]).toEqual([[id], [], []]);
    const { database, jobs } = g.house;
    await database.transaction((tx) => tx.run("UPDATE images SET title = '', author = 'Lost' WHERE id = ?", [id]));
    await database.transaction((tx) => tx.run('DELETE FROM p_metadata__facts WHERE image_id = ?', [id]));
    expect((await keeper.submit('/admin/images', { action: 'plugin.metadata.odd', image: String(id) })).status).toBe(404);
    await keeper.submit('/admin/images', { action: 'plugin.metadata.read-again', image: String(id) });
    await jobs.runAll();
    expect(await row(id)).toEqual(read);
    expect(ids(await shown('?plugin.metadata.model=NIKON+D40'))).toEqual([id]);
  });

  test('an import has titles, authors and times from the first moment, and the page shows the rest', async () => {
    const id = await add('Lock');
    expect(await row(id)).toEqual(read);
    const page = await pageOf(id);
    expect(page).toContain('Nikon D40');
    expect(page).toContain('1/250 s, f/5.6, ISO 200');
    expect(page).toContain('Arezzo');
    expect(page).toContain('<li>lock &amp; key</li><li>river</li>');
    expect(page).toContain('Ana &lt;b&gt;');
  });

  test('deactivated, it shows nothing, and what it had set stays; activated again, it reads what came meanwhile', async () => {
    const first = await add('Lock');
    await g.restart({ plugins: [] });
    const meanwhile = await add('Meanwhile');
    expect(await row(first)).toEqual(read);
    for (const id of [first, meanwhile]) expect(await pageOf(id)).not.toMatch(/Nikon|Exposure|ISO 200|Arezzo|Keywords|river/);
    expect((await row(meanwhile)).takenAt).toBeNull();

    await g.restart({ plugins: ['metadata'] });
    expect((await row(meanwhile)).takenAt).toBeNull();
    await g.jobs.run();
    expect(await row(meanwhile)).toEqual({ ...read, title: 'Meanwhile' });
    expect(await pageOf(meanwhile)).toContain('Nikon D40');
    expect(await pageOf(first)).toContain('Nikon D40');
  });

  test('what a person wrote is not written over', async () => {
    await g.restart({ plugins: [] });
    const id = await add('Lock');
    await gallery.updateImage(g.house.gallery, gallery.system, id, { title: 'Mine' });
    await g.restart({ plugins: ['metadata'] });
    await g.jobs.run();
    expect(await row(id)).toEqual({ ...read, title: 'Mine' });
  });

  test('its settings say where titles come from, and whether places are shown', async () => {
    await g.house.settings.set('metadata', 'gallery', { title: [], showPlace: false });
    const id = await add('Lock');
    expect((await row(id)).title).not.toBe('Lock');
    const page = await pageOf(id);
    expect(page).toContain('Nikon D40');
    expect(page).not.toContain('Arezzo');
  });

  test('what it says is in the language of the page', async () => {
    const id = await add('Lock');
    const { headers } = await g.visitor().get(`/images/${id}`, { 'accept-language': 'de' });
    const path = headers.get('location') ? new URL(headers.get('location') as string, g.url).pathname : `/images/${id}`;
    expect((await g.visitor().get(path, { 'accept-language': 'de' })).text).toContain('Belichtung');
  });
});

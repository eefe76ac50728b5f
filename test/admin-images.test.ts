import { gallery as domain, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Client = ReturnType<TestGallery['visitor']>;

const bare = (html: string) =>
  html
    .replace(/<(script|style)[^>]*>.*?<\/\1>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const shown = (html: string) => [...html.matchAll(/name="image" value="(\d+)"/g)].map(([, id]) => Number(id));
const changeIn = (location: string | null) => Number(/[?&]change=(\d+)/.exec(location ?? '')?.[1]);

describe.each(testServers())('images in the administration, on $name', ({ server }) => {
  let gallery: TestGallery;
  let adam: Client;
  let visitor: Client;
  let coast: number;
  let attic: number;
  let ids: number[];

  beforeAll(async () => {
    gallery = await startGallery({ server });
    adam = await gallery.as(await gallery.user('adam', { status: 'administrator' }));
    visitor = gallery.visitor();
    coast = await gallery.album('Coast');
    attic = await gallery.album('Attic', { access: { entries: [] } });
    ids = [await gallery.image(coast, { title: 'Gull' }), await gallery.image(coast, { title: 'Boat' }), await gallery.image(attic, { title: 'Letter' })];
  });
  afterAll(() => gallery.close());

  const send = (fields: Record<string, string>, path = '/admin/images') => adam.submit(path, fields, '/admin/images');
  const seen = async (id: number) => (await visitor.page(`/images/${id}`)).status;
  const undo = async (id: number) => {
    expect((await adam.submit(`/admin/images/changes/${id}`, { action: 'undo' })).status).toBe(303);
    await gallery.house.jobs.runAll();
    expect(bare((await adam.get(`/admin/images/changes/${id}`)).text)).toContain('Undone:');
  };

  it('shows all of them, also those that this administrator does not see in the gallery', async () => {
    expect((await adam.page(`/images/${ids[2]}`)).status).toBe(404);
    const { text } = await adam.get('/admin/images');
    expect(shown(text)).toEqual(ids.toReversed());
    expect(bare(text)).toContain('3 images');
    const square = /src="(\/admin\/media\/[^"]+)"/.exec(text)?.[1] ?? '';
    const bytes = await adam.get(square);
    expect([bytes.status, bytes.headers.get('content-type'), bytes.headers.get('cache-control')]).toEqual([200, 'image/jpeg', 'no-store']);
    const user = await gallery.as(await gallery.user('ulla'));
    expect([(await visitor.get(square)).status, (await user.get(square)).status]).toEqual([404, 404]);
    expect((await adam.get(square.replace('/admin', ''))).status).toBe(404);
    expect((await adam.get(square.replace(/\/[^/]{16}\//, '/AAAAAAAAAAAAAAAA/'))).headers.get('location')).toBe(square);
  });

  it('finds by what is asked for, and shows nothing where it does not understand', async () => {
    const found = async (query: string) => shown((await adam.get(`/admin/images?${query}`)).text);
    expect([await found('q=GULL'), await found('album=Attic'), await found(`album=${coast}`), await found('type=image/png')]).toEqual([
      [ids[0]],
      [ids[2]],
      [ids[1], ids[0]],
      [],
    ]);
    expect(await found('min=320&max=320&added-from=2000-01-01')).toHaveLength(3);
    for (const [query, words] of [
      ['album=Cellar', 'No album is called “Cellar”'],
      ['uploader=nobody', 'No user is called “nobody”'],
      ['state=odd', '“odd” is none of the choices'],
      ['taken-from=yesterday', '“yesterday” is no day'],
      ['min=-3', '“-3” is no number of pixels'],
    ] as const) {
      const { text } = await adam.get(`/admin/images?${query}`);
      expect([query, shown(text), bare(text).includes(words)]).toEqual([query, [], true]);
      const refused = await send({ action: 'trash', all: 'yes', filter: query });
      expect([query, refused.status]).toEqual([query, 400]);
    }
    await gallery.album('Coast road');
    await gallery.album('Coast path');
    expect(bare((await adam.get('/admin/images?album=coast%20')).text)).toContain('2 images');
    expect(bare((await adam.get('/admin/images?album=oast')).text)).toContain('Which of these albums?');
  });

  it('hides images at once, says so, and takes it back', async () => {
    const { status, headers } = await send({ action: 'hide', images: `${ids[0]},${ids[1]},x`, filter: 'q=' });
    expect(status).toBe(303);
    const change = changeIn(headers.get('location'));
    expect([await seen(ids[0] as number), await seen(ids[1] as number)]).toEqual([404, 404]);
    const page = await adam.page(headers.get('location') ?? '');
    expect(bare(page.text)).toContain('2 images are changed.');
    await undo(change);
    expect([await seen(ids[0] as number), await seen(ids[1] as number)]).toEqual([200, 200]);
    expect((await adam.submit(`/admin/images/changes/${change}`, { action: 'undo' }, '/admin/images')).status).toBe(409);
    expect(bare((await adam.get('/admin/images/changes')).text)).toContain('Hidden');
  });

  it('asks for the album first, and moves all that were found by a job', async () => {
    const chosen = { action: 'move', all: 'yes', filter: `album=${coast}` };
    const asked = await send(chosen);
    expect(bare(asked.text)).toContain('They leave “Coast”; in other albums they stay.');
    expect(asked.text).toMatch(new RegExp(`name="into" value="${attic}"`));
    expect((await send({ ...chosen, step: 'do' })).status).toBe(404);
    expect((await send({ ...chosen, step: 'do', into: '99999' })).status).toBe(404);
    expect(bare((await send({ ...chosen, words: 'atti', step: 'look' })).text)).toContain('Attic 1 image');
    const { headers } = await send({ ...chosen, step: 'do', into: String(attic) });
    expect(bare((await adam.page(headers.get('location') ?? '')).text)).toContain('The images are being counted.');
    await gallery.house.jobs.runAll();
    expect(shown((await adam.get('/admin/images?album=Attic')).text)).toEqual(ids.toReversed());
    expect(await seen(ids[0] as number)).toBe(404);
    await undo(changeIn(headers.get('location')));
    expect(await seen(ids[0] as number)).toBe(200);
  });

  it('writes ticked fields only, and says what is no time', async () => {
    const chosen = { action: 'edit', image: String(ids[1]), step: 'do' };
    expect(bare((await send(chosen)).text)).toContain('No field was ticked');
    const wrong = await send({ ...chosen, write: 'taken', taken: 'noon' });
    expect([wrong.status, bare(wrong.text).includes('“noon” is no day and time')]).toEqual([400, true]);
    await send({ ...chosen, write: 'author', author: 'Eva', title: 'Not this' });
    expect(await domain.findImage(gallery.house.gallery, ids[1] as number)).toMatchObject({ title: 'Boat', author: 'Eva' });
  });

  it('narrows who may see images, down to people that exist', async () => {
    const family = await gallery.group('family', [await gallery.user('fred')]);
    const fred = await gallery.as((await domain.findUser(gallery.house.gallery, 'fred'))?.id ?? 0);
    const chosen = { action: 'access', image: String(ids[0]), step: 'do', list: 'own' };
    const wrong = await send({ ...chosen, users: 'fred, Nobody' });
    expect(bare(wrong.text)).toContain('There is no user called “Nobody”');
    await send({ ...chosen, group: String(family) });
    expect([await seen(ids[0] as number), (await fred.page(`/images/${ids[0]}`)).status]).toEqual([404, 200]);
    expect(bare((await adam.get(`/admin/images/${ids[0]}`)).text)).toContain('a list of its own, which narrows what its albums grant: Group family.');
    await send({ ...chosen, list: 'albums' });
    expect(await seen(ids[0] as number)).toBe(200);
  });

  it('puts images into the trash and back, and takes them out of the album that is shown', async () => {
    const trashed = await send({ action: 'trash', image: String(ids[1]) });
    expect(shown((await adam.get('/admin/images')).text)).toEqual([ids[2], ids[0]]);
    expect(shown((await adam.get('/admin/images?state=trashed')).text)).toEqual([ids[1]]);
    await undo(changeIn(trashed.headers.get('location')));
    expect((await send({ action: 'remove', image: String(ids[1]) })).status).toBe(404);
    await send({ action: 'remove', image: String(ids[1]), filter: `album=${coast}` });
    expect(shown((await adam.get('/admin/images?problem=unplaced')).text)).toEqual([ids[1]]);
    await send({ action: 'add', image: String(ids[1]), step: 'do', into: String(coast) });
    expect(shown((await adam.get('/admin/images?problem=unplaced')).text)).toEqual([]);
  });

  it('makes sizes anew', async () => {
    const square = /src="(\/admin\/media\/[^"]+)"/.exec((await adam.get('/admin/images?q=gull')).text)?.[1] ?? '';
    await adam.get(square);
    const { derivatives } = gallery.house.storage;
    const files = async () => {
      let count = 0;
      for await (const _ of derivatives.list('')) count += 1;
      return count;
    };
    const before = await files();
    await send({ action: 'remake', image: String(ids[0]) });
    await gallery.house.jobs.runAll();
    expect(await files()).toBeGreaterThanOrEqual(before);
    expect((await adam.get(square)).status).toBe(200);
    expect((await adam.get('/admin/images?problem=damaged')).text).toContain('No image fits');
  });

  it('shows one image with its file and its albums, and saves its texts', async () => {
    const path = `/admin/images/${ids[0]}`;
    const page = bare((await adam.get(path)).text);
    for (const words of ['Gull', 'Published', '320 × 240', 'Coast', 'Main album', 'Everyone']) expect(page).toContain(words);
    expect((await adam.page(`/images/${ids[0]}`)).text).toContain(`href="${path}"`);
    await adam.submit(path, { action: 'save', title: 'Grey gull', description: 'On a\r\nmast', author: '', taken: '2024-05-01T18:30' });
    const saved = await domain.findImage(gallery.house.gallery, ids[0] as number);
    expect(saved).toMatchObject({ title: 'Grey gull', description: 'On a\nmast', takenAt: Date.UTC(2024, 4, 1, 18, 30), takenOffset: null });
    const wrong = await adam.submit(path, { action: 'save', title: 'Typed', taken: 'soon' });
    expect([wrong.status, wrong.text.includes('value="Typed"')]).toEqual([400, true]);
    const hidden = await adam.submit(path, { action: 'hide' });
    expect(await seen(ids[0] as number)).toBe(404);
    expect(bare((await adam.page(hidden.headers.get('location') ?? '')).text)).toContain('Hidden');
    await adam.submit(path, { action: 'publish' });
    await send({ action: 'add', image: String(ids[0]), step: 'do', into: String(attic) });
    await adam.submit(path, { action: 'main', album: String(attic) });
    expect((await domain.findImage(gallery.house.gallery, ids[0] as number))?.albumId).toBe(attic);
    expect((await adam.submit(path, { action: 'cover', album: '99999' })).status).toBe(404);
    await adam.submit(path, { action: 'cover', album: String(attic) });
    expect((await domain.findAlbum(gallery.house.gallery, attic))?.coverImageId).toBe(ids[0]);
    expect(bare((await adam.page(path)).text)).toContain('Its cover');
    expect((await adam.page(`/admin/albums/${attic}`)).text).toContain(`<a href="${path}">`);
    await adam.submit(`/admin/albums/${attic}`, { action: 'uncover' });
    expect((await domain.findAlbum(gallery.house.gallery, attic))?.coverImageId).toBeNull();
    await adam.submit(path, { action: 'remove', album: String(attic) });
    expect((await domain.findImage(gallery.house.gallery, ids[0] as number))?.albumId).toBe(coast);
    expect((await adam.submit(path, { action: 'odd' })).status).toBe(404);
    expect((await adam.get('/admin/images/99999')).status).toBe(404);
    expect((await adam.get('/admin/images/changes/99999')).status).toBe(404);
  });

  it.each(['de', 'fr'])('speaks %s', async (language) => {
    await adam.request('POST', '/account/language', {
      body: `language=${language}&next=/`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: gallery.url, 'sec-fetch-site': 'same-origin' },
    });
    const { text } = await adam.get('/admin/images');
    expect(bare(text)).toContain({ de: 'In den Papierkorb', fr: 'Mettre à la corbeille' }[language]);
  });
});

import { gallery as domain, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Client = ReturnType<TestGallery['visitor']>;

const bare = (html: string) =>
  html
    .replace(/<(script|style)[^>]*>.*?<\/\1>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const rows = (html: string) => [...html.matchAll(/<tr data-album="(\d+)">/g)].map(([, id]) => Number(id));

describe.each(testServers())('albums in the administration, on $name', ({ server }) => {
  let gallery: TestGallery;
  let adam: Client;
  let visitor: Client;

  beforeAll(async () => {
    gallery = await startGallery({ server });
    adam = await gallery.as(await gallery.user('adam', { status: 'administrator' }));
    visitor = gallery.visitor();
  });
  afterAll(() => gallery.close());

  const send = (path: string, fields: Record<string, string>) => adam.submit(path, fields);
  const made = async (path: string, title: string) => {
    const { status, headers } = await send(path, { action: 'create', title });
    expect(status).toBe(303);
    return Number(/\/admin\/albums\/(\d+)\?done=created/.exec(headers.get('location') ?? '')?.[1]);
  };
  const seen = async (id: number, client = visitor) => (await client.page(`/albums/${id}`)).status;

  it('says what to do where there is none, and makes the first one', async () => {
    const empty = (await adam.get('/admin/albums')).text;
    expect(bare(empty)).toContain('There is no album yet');
    expect(empty).not.toContain('order-albums.js');
    const id = await made('/admin/albums', 'Harbour');
    const page = await adam.page(`/admin/albums/${id}?done=created`);
    expect(page.text).toContain('<h1>Harbour</h1>');
    expect(bare(page.text)).toContain('The album is there.');
    expect(await seen(id)).toBe(200);
  });

  it('shows a title that cannot be used beside the field again, with the reason', async () => {
    const { status, text } = await send('/admin/albums', { title: ' \u0007 ' });
    expect(status).toBe(400);
    expect(bare(text)).toContain('The title of the album is empty');
    const long = await send('/admin/albums', { title: 'x'.repeat(501) });
    expect([long.status, long.text.includes(`value="${'x'.repeat(501)}"`)]).toEqual([400, true]);
  });

  it('lists a level with what is in each, and finds albums wherever they lie', async () => {
    const coast = await made('/admin/albums', 'Coast 100%');
    const cliffs = await made(`/admin/albums/${coast}`, 'White cliffs');
    await gallery.image(cliffs, { title: 'Gull' });
    const { text } = await adam.get('/admin/albums');
    expect(rows(text)).toContain(coast);
    expect(rows(text)).not.toContain(cliffs);
    const line = bare(/<tr data-album="\d+">\s*<td><a class="name" href="[^"]*">Coast 100%.*?<\/tr>/s.exec(text)?.[0] ?? '');
    expect(line).toMatch(/1 image 1 album in it Everyone as the gallery/);
    const found = await adam.get('/admin/albums?q=CLIFF');
    expect(rows(found.text)).toEqual([cliffs]);
    expect(bare(found.text)).toContain('Coast 100% ');
    expect(rows((await adam.get('/admin/albums?q=%25')).text)).toEqual([coast]);
    expect(bare((await adam.get('/admin/albums?q=_')).text)).toContain('No album has “_” in its title.');
    expect((await adam.get('/admin/albums?page=2')).status).toBe(404);
  });

  it('puts albums elsewhere among their brothers and sisters', async () => {
    const top = await made('/admin/albums', 'Order');
    const path = `/admin/albums/${top}`;
    const [a, b, c] = [await made(path, 'a'), await made(path, 'b'), await made(path, 'c')];
    const order = async () => rows((await adam.get(path)).text);
    for (const [place, wanted] of [
      [`${c}:up`, [a, c, b]],
      [`${a}:down`, [c, a, b]],
      [`${c}:up`, [c, a, b]],
      [`${b}:down`, [c, a, b]],
      [`${b}:before:${c}`, [b, c, a]],
      [`${b}:after:${c}`, [c, b, a]],
      [`${c}:after:${a}`, [b, a, c]],
    ] as const) {
      expect((await send(path, { action: 'place', place })).status).toBe(303);
      expect(await order()).toEqual(wanted);
    }
    const shown = (await visitor.page(`/albums/${top}`)).text;
    expect([b, a, c].map((id) => shown.indexOf(`/albums/${id}/`))).toEqual([b, a, c].map((id) => shown.indexOf(`/albums/${id}/`)).toSorted((x, y) => x - y));
    const other = await send(path, { action: 'place', place: `${a}:before:${top}` });
    expect([other.status, bare(other.text)]).toEqual([409, expect.stringContaining('does not lie in the same album')]);
    for (const place of ['', 'x:up', `${a}:away`, `${a}:before:x`]) expect((await send(path, { action: 'place', place })).status).toBe(404);
  });

  it('saves titles, descriptions and translations as text, never as markup', async () => {
    const id = await made('/admin/albums', 'Texts');
    const evil = '<img src=x onerror=alert(1)>"\'{{ 7*7 }}';
    const fields = { action: 'save', title: evil, description: `${evil}\r\n\r\nTwo`, 'title.de': 'Hafen', 'description.de': 'Am Wasser', sort: 'name' };
    expect((await send(`/admin/albums/${id}`, fields)).status).toBe(303);
    for (const text of [(await adam.get(`/admin/albums/${id}`)).text, (await adam.get('/admin/albums')).text]) {
      expect(text).not.toContain('<img src=x');
      expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;{{ 7*7 }}');
    }
    expect(await domain.findAlbum(gallery.house.gallery, id)).toMatchObject({ title: evil, description: `${evil}\n\nTwo`, sort: 'name' });
    expect((await visitor.request('GET', `/albums/${id}/hafen`, { headers: { 'accept-language': 'de' } })).text).toContain('Am Wasser');
    const cleared = { action: 'save', title: 'Texts', description: '', 'title.de': '', 'description.de': '', sort: 'taken' };
    await send(`/admin/albums/${id}`, cleared);
    expect((await adam.get(`/admin/albums/${id}`)).text).not.toContain('Hafen');
    const refused = await send(`/admin/albums/${id}`, { ...cleared, title: '  ', description: 'kept' });
    expect([refused.status, refused.text.includes('>kept</textarea>')]).toEqual([400, true]);
    expect((await send(`/admin/albums/${id}`, { ...cleared, sort: 'random' })).status).toBe(400);
    const half = await send(`/admin/albums/${id}`, { ...cleared, title: 'Other', 'title.fr': 'x'.repeat(501) });
    expect([half.status, (await domain.findAlbum(gallery.house.gallery, id))?.title]).toEqual([400, 'Texts']);
  });

  it('takes an album from those who may not see it at once, and gives it back only once that was agreed to', async () => {
    const id = await made('/admin/albums', 'Family');
    await gallery.image(id, { title: 'Picnic' });
    const bob = await gallery.user('bob');
    await gallery.group('family', [bob]);
    const client = await gallery.as(bob);
    const path = `/admin/albums/${id}`;
    const own = {
      action: 'access',
      access: 'own',
      'principal.0': 'everyone',
      'preset.0': 'none',
      'add.kind': 'group',
      'add.name': 'FAMILY',
      'add.preset': 'viewer',
    };
    expect((await send(path, own)).status).toBe(303);
    expect([await seen(id), await seen(id, client)]).toEqual([404, 200]);
    const page = bare((await adam.get(path)).text);
    expect(page).toContain('Group family');

    const wider = { action: 'access', access: 'inherit' };
    const asked = await send(path, wider);
    expect([asked.status, bare(asked.text)]).toEqual([200, expect.stringMatching(/This would show more: 1 image goes by this list\. Everyone: Look/)]);
    expect(await seen(id)).toBe(404);
    expect((await send(path, { ...wider, sure: 'yes' })).status).toBe(303);
    expect(await seen(id)).toBe(200);
  });

  it('grants presets and single rights, and names whom it does not know', async () => {
    const id = await made('/admin/albums', 'Grants');
    const path = `/admin/albums/${id}`;
    const family = await gallery.group('editors');
    const own = {
      action: 'access',
      access: 'own',
      'principal.0': 'everyone',
      'preset.0': 'viewer',
      'principal.1': `group:${family}`,
      'preset.1': 'custom',
      'right.1': 'upload',
    };
    expect((await send(path, own)).status).toBe(303);
    const rights = async () =>
      (await domain.readAlbumAccess(gallery.house.gallery, id))?.entries.find(({ principal }) => typeof principal === 'object')?.rights;
    expect(await rights()).toEqual(['upload', 'view']);
    const nobody = await send(path, { ...own, 'preset.1': 'owner', 'add.kind': 'user', 'add.name': '<b>zoe</b>' });
    expect([nobody.status, bare(nobody.text)]).toEqual([
      400,
      expect.stringContaining('There is no user called “&lt;b&gt;zoe&lt;/b&gt;”; nothing was changed.'),
    ]);
    expect(nobody.text).toContain('<option value="owner" selected>');
    expect(await rights()).toEqual(['upload', 'view']);
    expect((await send(path, { ...own, 'preset.1': 'owner', sure: 'yes' })).status).toBe(303);
    expect(await rights()).toContain('manage');
    expect((await send(path, { ...own, 'principal.1': 'group:999999' })).status).toBe(404);
    expect((await send(path, { ...own, 'right.1': 'webmaster' })).status).toBe(303);
    expect(await rights()).toBeUndefined();
  });

  it('moves an album without showing it to more people, unless that is wanted', async () => {
    const [closed, open] = [await made('/admin/albums', 'Closed'), await made('/admin/albums', 'Open')];
    const moving = await made(`/admin/albums/${closed}`, 'Moving');
    await gallery.image(moving, { title: 'Van' });
    await send(`/admin/albums/${closed}`, { action: 'access', access: 'own' });
    expect(await seen(moving)).toBe(404);
    const path = `/admin/albums/${moving}/move`;
    expect(bare((await adam.get(`${path}?in=${open}`)).text)).toContain('Move into “Open”');
    const into = await send(path, { into: String(open) });
    expect(into.headers.get('location')).toBe(`/admin/albums/${moving}?done=moved`);
    expect([await seen(moving), (await domain.findAlbum(gallery.house.gallery, moving))?.parentId]).toEqual([404, open]);
    await send(path, { into: String(closed) });
    await send(`/admin/albums/${moving}`, { action: 'access', access: 'inherit' });
    await send(path, { into: String(open), adopt: 'yes' });
    expect(await seen(moving)).toBe(200);
    await send(path, { into: 'top' });
    expect((await domain.findAlbum(gallery.house.gallery, moving))?.parentId).toBeNull();
    const inside = await send(`/admin/albums/${open}/move`, { into: String(open) });
    expect([inside.status, bare(inside.text)]).toEqual([409, expect.stringContaining('that is the album itself or lies below it')]);
    expect((await send(path, { into: 'nowhere' })).status).toBe(404);
  });

  it('puts an album into the trash, brings it back, and deletes it for good only where that is ticked', async () => {
    const id = await made('/admin/albums', 'Old');
    const below = await made(`/admin/albums/${id}`, 'Older');
    const image = await gallery.image(below, { title: 'Sepia' });
    const gone = await send(`/admin/albums/${below}`, { action: 'trash' });
    expect(gone.headers.get('location')).toBe(`/admin/albums/${id}?trashed=${below}`);
    expect(await seen(below)).toBe(404);
    expect((await adam.get(`/admin/albums/${below}`)).status).toBe(404);
    expect(bare((await adam.get(`/admin/albums/${id}?trashed=${below}`)).text)).toContain('“Older” is in the trash, with all that lies in it.');
    expect((await adam.submit('/admin/trash', { action: 'restore', album: String(below) })).status).toBe(303);
    expect([await seen(below), (await domain.findAlbum(gallery.house.gallery, below))?.parentId]).toEqual([200, id]);

    await send(`/admin/albums/${below}`, { action: 'trash' });
    expect(bare((await adam.get('/admin/trash')).text)).toMatch(/Older 1 image/);
    const refused = await adam.submit('/admin/trash', { action: 'purge', album: String(below) });
    expect([refused.status, bare(refused.text)]).toEqual([400, expect.stringContaining('Nothing was deleted')]);
    expect((await adam.submit('/admin/trash', { action: 'purge', album: String(below), sure: 'yes' })).status).toBe(303);
    await gallery.jobs.run();
    expect(await domain.findAlbum(gallery.house.gallery, below)).toBeNull();
    expect((await visitor.page(`/images/${image}`)).status).toBe(404);
    expect(bare((await adam.get('/admin/trash')).text)).toContain('The trash is empty.');
    expect((await adam.submit('/admin/trash', { action: 'restore', album: String(id) })).status).toBe(409);
  });

  it('merges an album into another after saying what that comes to', async () => {
    const [trip, travels] = [await gallery.album('Trip <1>', { access: { entries: [] } }), await gallery.album('Travels')];
    const image = await gallery.image(trip);
    await gallery.image(await gallery.album('Day one', { parent: trip }));
    expect((await adam.get(`/admin/albums/${trip}/move?q=Travels`)).text).toContain(`name="merge" value="${travels}"`);
    const asked = await send(`/admin/albums/${trip}/move`, { merge: String(travels) });
    expect(asked.status).toBe(200);
    expect(bare(asked.text)).toContain('2 images of “Trip &lt;1&gt;” and all albums in it come to lie in “Travels”');
    expect(bare(asked.text)).toContain('Everyone: Look');
    expect((await visitor.get(`/images/${image}`)).status).toBe(404);
    const done = await send(`/admin/albums/${trip}/move`, { merge: String(travels), sure: 'yes' });
    expect(done.headers.get('location')).toBe(`/admin/albums/${travels}?done=merged`);
    expect(bare((await adam.get(`/admin/albums/${travels}?done=merged`)).text)).toContain('The albums are one now');
    expect((await visitor.page(`/images/${image}`)).status).toBe(200);
    await gallery.jobs.run();
    expect((await domain.findAlbum(gallery.house.gallery, trip))?.inTrash).toBe(true);
    const itself = await send(`/admin/albums/${travels}/move`, { merge: String(travels), sure: 'yes' });
    expect([itself.status, bare(itself.text).includes('cannot be moved into')]).toEqual([409, true]);
    expect((await send(`/admin/albums/${travels}/move`, { merge: '99999', sure: 'yes' })).status).toBe(404);
  });
});

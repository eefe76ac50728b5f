import { type Client, gallery as domain, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const list = '/admin/p/pages';
const menus = `${list}/menus`;

describe.each(testServers())('menus on $name', ({ server }) => {
  let gallery: TestGallery;
  let keeper: Client;
  let visitor: Client;
  let ana: Client;
  let open: number;
  let closed: number;

  beforeAll(async () => {
    gallery = await startGallery({ plugins: ['pages'], server });
    const user = await gallery.user('ana');
    const family = await gallery.group('family', [user]);
    open = await gallery.album('Open & wide');
    closed = await gallery.album('Closed', { access: { entries: [{ principal: { group: family }, rights: ['view'] }] } });
    keeper = await gallery.as(1);
    visitor = gallery.visitor();
    ana = await gallery.as(user);
  });
  afterAll(() => gallery.close());

  const navOf = (text: string, name: string) => new RegExp(`<nav class="${name}"[\\s\\S]*?</nav>`).exec(text)?.[0] ?? '';
  const labels = (nav: string) => [...nav.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g)].map(([, url, label]) => `${label} ${url}`);
  const main = async (client: Client, path = '/', language = 'en') => labels(navOf((await client.get(path, { 'accept-language': language })).text, 'site-nav'));
  const foot = async (client: Client, path = '/', language = 'en') => labels(navOf((await client.get(path, { 'accept-language': language })).text, 'foot-nav'));
  const add = (fields: { readonly [name: string]: string }) =>
    keeper.submit(menus, { action: 'add', menu: 'footer', target: 'address', address: '', name: '', ...fields });
  const lastId = async () => Math.max(...[...(await keeper.get(menus)).text.matchAll(/data-row="(\d+)"/g)].map(([, id]) => Number(id)));
  const added = async (fields: { readonly [name: string]: string }) => {
    expect((await add(fields)).status).toBe(303);
    return lastId();
  };
  const save = (id: number, fields: { readonly [name: string]: string }) =>
    keeper.submit(`${menus}/${id}`, { action: 'save', place: 'footer', target: 'address', address: '', 'name.': '', who: 'everyone', ...fields });
  const remove = (id: number) => keeper.submit(`${menus}/${id}`, { action: 'remove' });
  const page = async (title: string, settings: { readonly [name: string]: string } = {}) => {
    const { headers } = await keeper.submit(list, { action: 'create', title });
    const at = headers.get('location') ?? '';
    await keeper.submit(at, { action: 'settings', slug: title.toLowerCase(), state: 'published', who: 'everyone', ...settings });
    return { at, id: Number(at.split('/').at(-1)) };
  };

  it('are at first what the gallery has by itself', async () => {
    const before = await main(visitor);
    expect(await foot(visitor)).toEqual([]);
    await gallery.plugins.deactivate('pages');
    expect(await main(visitor)).toEqual(before);
    await gallery.plugins.activate('pages');
    expect(before.slice(0, 2)).toEqual(['Albums /', 'Newest /newest']);
    expect(await main(keeper)).toContain('Administration /admin');
  });

  it('lead to albums and text pages under their own titles, for those who may see them', async () => {
    const legal = await page('Legal');
    const secret = await page('Secret', { who: 'signed-in' });
    const ids = [
      await added({ target: `page:${legal.id}` }),
      await added({ address: '/pages/secret' }),
      await added({ address: `/albums/${open}/whatever` }),
      await added({ address: `${gallery.url}/albums/${closed}` }),
    ];
    expect(await foot(visitor)).toEqual(['Legal /pages/legal', `Open &amp; wide /albums/${open}/open-wide`]);
    expect(await foot(ana)).toEqual([
      'Legal /pages/legal',
      'Secret /pages/secret',
      `Open &amp; wide /albums/${open}/open-wide`,
      `Closed /albums/${closed}/closed`,
    ]);
    expect(await foot(keeper)).toEqual(await foot(ana));

    await keeper.submit(secret.at, { action: 'settings', slug: 'hidden', state: 'draft', who: 'everyone' });
    await domain.setAlbumAccess(gallery.house.gallery, domain.system, open, { entries: [] });
    expect(await foot(visitor)).toEqual(['Legal /pages/legal']);
    expect(await foot(ana)).toEqual(['Legal /pages/legal', `Closed /albums/${closed}/closed`]);
    await domain.setAlbumAccess(gallery.house.gallery, domain.system, open, 'inherit');
    await domain.trashAlbum(gallery.house.gallery, domain.system, open);
    expect(await foot(visitor)).toEqual(['Legal /pages/legal']);
    await keeper.submit(legal.at, { action: 'trash' });
    expect(await foot(visitor)).toEqual([]);
    expect((await keeper.get(menus)).text).toContain('The text page is in the trash or deleted');
    for (const id of ids) await remove(id);
  });

  it('say which page is shown, and have a second level below entries that are seen', async () => {
    const album = await gallery.album('Harbour');
    const parent = await added({ menu: 'main', address: `/albums/${album}` });
    const child = await added({ menu: 'main', address: 'https://example.org/a?b=c&d', name: 'Elsewhere' });
    await save(child, { place: String(parent), address: 'https://example.org/a?b=c&d', 'name.': 'Elsewhere', 'name.de': 'Anderswo' });
    const harbour = `/albums/${album}/harbour`;
    const { text } = await visitor.get(harbour);
    const nav = navOf(text, 'site-nav');
    expect(nav).toContain(`<a href="${harbour}" aria-current="page">Harbour</a>`);
    expect(nav.match(/aria-current="page"/g)).toHaveLength(1);
    expect(labels(nav).slice(2, 4)).toEqual([`Harbour ${harbour}`, 'Elsewhere https://example.org/a?b=c&amp;d']);
    expect(await main(visitor, '/', 'de')).toContain('Anderswo https://example.org/a?b=c&amp;d');
    const deeper = await added({ menu: 'main', target: 'newest', name: 'Deeper' });
    expect((await save(deeper, { place: String(child), target: 'newest' })).text).toContain('A menu has two levels.');
    expect((await save(parent, { place: String(deeper), address: `/albums/${album}` })).text).toContain('A menu has two levels.');
    await domain.setAlbumAccess(gallery.house.gallery, domain.system, album, { entries: [] });
    expect((await main(visitor)).join()).not.toContain('example.org');
    for (const id of [deeper, parent]) await remove(id);
    await keeper.submit(menus, { action: 'back' }, menus);
    expect((await keeper.get(menus)).text).toContain('Elsewhere');
    await remove(parent);
  });

  it('are for whom they are meant', async () => {
    const id = await added({ target: 'newest', name: 'Only members' });
    await save(id, { target: 'newest', 'name.': 'Only members', who: 'signed-in' });
    expect([await foot(visitor), await foot(ana)]).toEqual([[], ['Only members /newest']]);
    await save(id, { target: 'newest', 'name.': 'Only members', who: 'chosen', status: 'webmaster' });
    expect([await foot(visitor), await foot(ana), await foot(keeper)]).toEqual([[], [], ['Only members /newest']]);
    expect((await save(id, { target: 'newest', who: 'chosen' })).text).toContain('Choose at least one group or status');
    await remove(id);
  });

  it('lead nowhere that is dangerous, and show what was typed as it was typed', async () => {
    for (const address of [
      'javascript:alert(1)',
      ' JaVaScRiPt:alert(1)',
      'data:text/html,<script>alert(1)</script>',
      'vbscript:x',
      '//evil.example.org',
      '/\\evil.example.org',
      'https:evil',
      'ftp://x.org',
      'albums/1',
      '',
      '#x',
      'http://',
      'java\tscript:x',
      `https://x.org/${'x'.repeat(2000)}`,
    ])
      expect([address, (await add({ address, name: 'x' })).text.includes('is no address a menu can lead to')]).toEqual([address, true]);
    expect((await add({ address: 'https://example.org' })).text).toContain('Give the entry a name');
    const evil = `"><img src=x onerror=alert(1)>`;
    const id = await added({ address: `https://example.org/"><script>alert(1)</script>`, name: evil });
    for (const { text } of [await visitor.get('/'), await keeper.get(menus), await keeper.get(`${menus}/${id}`)]) {
      expect(text).not.toMatch(/<img src=x|<script>alert/);
      expect(text).toContain('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;');
    }
    await remove(id);
  });

  it('are ordered by steps and beside each other, and what is removed comes back', async () => {
    const [one, two, three] = [
      await added({ address: '/one', name: 'One' }),
      await added({ address: '/two', name: 'Two' }),
      await added({ address: '/three', name: 'Three' }),
    ];
    await keeper.submit(menus, { action: 'place', place: `${three}:before:${one}` });
    expect(await foot(visitor)).toEqual(['Three /three', 'One /one', 'Two /two']);
    await keeper.submit(menus, { action: 'place', place: `${three}:down` });
    expect(await foot(visitor)).toEqual(['One /one', 'Three /three', 'Two /two']);
    const [home] = await main(visitor);
    const first = /data-row="(\d+)"/.exec((await keeper.get(menus)).text)?.[1];
    await keeper.submit(menus, { action: 'place', place: `${two}:before:${first}` });
    expect((await main(visitor)).slice(0, 2)).toEqual(['Two /two', home]);
    await remove(three);
    expect(await foot(visitor)).toEqual(['One /one']);
    await keeper.submit(menus, { action: 'back' });
    expect((await foot(visitor)).toSorted()).toEqual(['One /one', 'Three /three']);
    expect((await keeper.submit(menus, { action: 'back' })).status).toBe(409);
    for (const id of [one, two, three]) await remove(id);
  });

  it('cost pages nothing, or one statement where albums are among them', async () => {
    const queries = async () => {
      await visitor.get('/newest');
      const before = gallery.house.database.stats().queries;
      expect((await visitor.get('/newest')).status).toBe(200);
      return gallery.house.database.stats().queries - before;
    };
    const ids = [await added({ target: 'home' }), await added({ address: 'https://example.org', name: 'Out' })];
    const own = await queries();
    await gallery.plugins.deactivate('pages');
    const without = await queries();
    await gallery.plugins.activate('pages');
    expect(own).toBe(without);
    for (let count = 0; count < 3; count += 1) ids.push(await added({ address: `/albums/${await gallery.album(`Album ${count}`)}` }));
    expect(await queries()).toBe(without + 1);
    expect(await foot(visitor)).toHaveLength(5);
    for (const id of ids) await remove(id);
  });

  it('are changed by those who administer the gallery, and by nobody else', async () => {
    const id = await added({ target: 'home', name: 'Keep' });
    for (const client of [visitor, ana]) {
      expect([(await client.get(menus)).status, (await client.get(`${menus}/${id}`)).status]).toEqual([404, 404]);
      const sent = await client.request('POST', `${menus}/${id}`, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'action=remove' });
      expect(sent.status).toBeGreaterThanOrEqual(403);
    }
    expect(await foot(visitor)).toEqual(['Keep /']);
    expect((await keeper.get(`${menus}/99999`)).status).toBe(404);
  });
});

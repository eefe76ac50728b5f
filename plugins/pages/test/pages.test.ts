import { type Client, gallery as domain, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe.each(testServers())('text pages on $name', ({ server }) => {
  let gallery: TestGallery;
  let keeper: Client;
  let visitor: Client;
  let ana: Client;
  let ben: Client;

  beforeAll(async () => {
    gallery = await startGallery({ plugins: ['pages'], server });
    const users = [await gallery.user('ana'), await gallery.user('ben')];
    await gallery.group('family', users.slice(0, 1));
    keeper = await gallery.as(1);
    visitor = gallery.visitor();
    [ana, ben] = (await Promise.all(users.map((user) => gallery.as(user)))) as [Client, Client];
  });
  afterAll(() => gallery.close());

  const at = (id: number) => `/admin/p/pages/${id}`;
  const list = '/admin/p/pages';
  /** Fields of a form that may come more than once. */
  const send = async (client: Client, path: string, fields: readonly (readonly [string, string])[]) => {
    const token = /name="_csrf" value="([^"]*)"/.exec((await client.get(list)).text)?.[1] ?? '';
    return client.request('POST', path, {
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(gallery.url).origin, 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams([...fields.map(([name, value]) => [name, value]), ['_csrf', token]] as [string, string][]).toString(),
    });
  };
  const create = async (title: string): Promise<number> => {
    const { headers } = await keeper.submit(list, { action: 'create', title });
    return Number(/\/(\d+)$/.exec(headers.get('location') ?? '')?.[1]);
  };
  const write = (id: number, title: string, text: string, language = '') =>
    keeper.submit(`${at(id)}${language === '' ? '' : `?in=${language}`}`, { action: 'text', title, text });
  const settle = (id: number, slug: string, who: readonly (readonly [string, string])[], state = 'published') =>
    send(keeper, at(id), [['action', 'settings'], ['slug', slug], ['state', state], ...who]);
  const publish = async (title: string, who: readonly (readonly [string, string])[] = [['who', 'everyone']]) => {
    const id = await create(title);
    const slug = title.toLowerCase().replaceAll(' ', '-');
    expect((await settle(id, slug, who)).status).toBe(303);
    return { id, path: `/pages/${slug}` };
  };
  const seenBy = async (path: string) => Promise.all([visitor, ben, ana, keeper].map(async (client) => (await client.get(path)).status));
  const principalOfFamily = async () => {
    const { text } = await keeper.get(at(await create('Whom')));
    return /name="group" value="(\d+)"[^>]*> Group family/.exec(text)?.[1] as string;
  };

  it('are drafts until they are published, and say what they say in the language of the reader', async () => {
    const id = await create('About us');
    await write(id, 'About us', 'We **hang** pictures.');
    await write(id, 'Über uns', 'Wir *hängen* Bilder.', 'de');
    expect((await visitor.get('/pages/about-us')).status).toBe(404);
    expect((await settle(id, 'about-us', [['who', 'everyone']])).status).toBe(303);
    const page = await visitor.get('/pages/about-us');
    expect(page.text).toContain('<h1>About us</h1>');
    expect(page.text).toContain('<p>We <strong>hang</strong> pictures.</p>');
    expect((await visitor.get('/pages/about-us', { 'accept-language': 'de' })).text).toMatch(/<h1>Über uns<\/h1>[\s\S]*<em>hängen<\/em>/);
    expect((await visitor.get('/pages/about-us', { 'accept-language': 'fr' })).text).toContain('<h1>About us</h1>');
  });

  it('are for whom they are meant, and to all others as if they were not there', async () => {
    const principal = await principalOfFamily();
    const cases = [
      [[['who', 'everyone']], [200, 200, 200, 200]],
      [[['who', 'signed-in']], [404, 200, 200, 200]],
      [
        [
          ['who', 'chosen'],
          ['group', principal],
        ],
        [404, 404, 200, 404],
      ],
      [
        [
          ['who', 'chosen'],
          ['status', 'webmaster'],
        ],
        [404, 404, 404, 200],
      ],
      [
        [
          ['who', 'chosen'],
          ['group', principal],
          ['status', 'webmaster'],
        ],
        [404, 404, 200, 200],
      ],
    ] as const;
    const { id, path } = await publish('Only some');
    for (const [who, statuses] of cases) {
      await settle(id, 'only-some', who);
      expect([who, await seenBy(path)]).toEqual([who, statuses]);
    }
    const same = async (address: string) => {
      // The first page after a change makes the menus anew.
      await ben.get('/');
      const before = gallery.house.database.stats().queries;
      const { status, text } = await ben.get(address);
      const queries = gallery.house.database.stats().queries - before;
      return [
        status,
        text
          .replaceAll(encodeURIComponent(address), 'PATH')
          .replaceAll(address, 'PATH')
          .replaceAll(/nonce="[^"]*"|name="_csrf" value="[^"]*"/g, ''),
        queries,
      ];
    };
    await settle(id, 'only-some', [
      ['who', 'chosen'],
      ['status', 'webmaster'],
    ]);
    const none = await same('/pages/no-such-page');
    expect(await same(path)).toEqual(none);
    await settle(id, 'only-some', [['who', 'everyone']], 'draft');
    expect(await same(path)).toEqual(none);
  });

  it('of a group that is gone are seen by nobody who was in it, and not by the next group', async () => {
    const gone = await gallery.group('gone', [2, 3]);
    const id = await create('Of the gone');
    const { text } = await keeper.get(at(id));
    await settle(id, 'of-the-gone', [
      ['who', 'chosen'],
      ['group', /value="(\d+)"[^>]*> Group gone/.exec(text)?.[1] as string],
    ]);
    expect(await seenBy('/pages/of-the-gone')).toEqual([404, 200, 200, 404]);
    await domain.removeGroup(gallery.house.gallery, domain.system, gone);
    await gallery.group('next', [2, 3]);
    expect(await seenBy('/pages/of-the-gone')).toEqual([404, 404, 404, 404]);
    expect((await keeper.get(list)).text).toContain('<td>Nobody</td>');
  });

  it('are shown to nobody by mistake: nothing chosen is refused, and what is not offered is not taken', async () => {
    const { id } = await publish('Careful');
    const refused = await settle(id, 'careful', [
      ['who', 'chosen'],
      ['group', '1'],
      ['status', 'visitor'],
    ]);
    expect([refused.status, refused.text.includes('Choose at least one group or status')]).toEqual([200, true]);
    expect(refused.text).toContain('value="careful"');
    expect((await visitor.get('/pages/careful')).status).toBe(200);
  });

  it('keep their old addresses, which lead on, until another page takes them', async () => {
    const { id } = await publish('Imprint');
    await settle(id, 'legal-notice', [['who', 'everyone']]);
    expect((await visitor.get('/pages/imprint')).headers.get('location')).toBe('/pages/legal-notice');
    const other = await publish('Other');
    const refused = await settle(other.id, 'legal-notice', [['who', 'everyone']]);
    expect(refused.text).toContain('The address “legal-notice” belongs to another text page.');
    await settle(other.id, 'imprint', [['who', 'everyone']]);
    expect((await visitor.get('/pages/imprint')).text).toContain('<h1>Other</h1>');
    expect((await visitor.get('/pages/other')).headers.get('location')).toBe('/pages/imprint');
    for (const slug of ['', 'a b', '../x', 'a--b', '-a', 'a/b', '<b>', 'x'.repeat(101)])
      expect([slug, (await settle(id, slug, [['who', 'everyone']])).text.includes('cannot be an address')]).toEqual([slug, true]);
    await settle(id, 'Über-Uns', [['who', 'everyone']]);
    expect((await visitor.get('/pages/legal-notice')).headers.get('location')).toBe('/pages/%C3%BCber-uns');
    expect((await visitor.get('/pages/%C3%BCber-uns')).status).toBe(200);
  });

  it('of hidden pages lead nowhere either', async () => {
    const { id } = await publish('Old place');
    await settle(id, 'new-place', [
      ['who', 'chosen'],
      ['status', 'webmaster'],
    ]);
    expect(await seenBy('/pages/old-place')).toEqual([404, 404, 404, 303]);
  });

  it('take one step back and forth again, whatever was changed last', async () => {
    const { id, path } = await publish('Steps');
    await write(id, 'Steps', 'First.');
    await write(id, 'Steps', 'Second.');
    await keeper.submit(at(id), { action: 'undo' });
    expect((await visitor.get(path)).text).toContain('<p>First.</p>');
    await keeper.submit(at(id), { action: 'redo' });
    expect((await visitor.get(path)).text).toContain('<p>Second.</p>');
    await settle(id, 'steps', [['who', 'signed-in']], 'draft');
    expect((await visitor.get(path)).status).toBe(404);
    await keeper.submit(at(id), { action: 'undo' });
    expect((await visitor.get(path)).text).toContain('<p>Second.</p>');
    // What changes nothing is no step.
    await settle(id, 'steps', [['who', 'everyone']]);
    await keeper.submit(at(id), { action: 'redo' });
    expect((await visitor.get(path)).status).toBe(404);
  });

  it('are previewed without being saved, and nothing typed is lost', async () => {
    const { id, path } = await publish('Preview me');
    const shown = await keeper.submit(at(id), { action: 'preview', title: 'New & better', text: '## Heading\n\n<script>alert(1)</script>' });
    expect(shown.text).toContain('<h2>Heading</h2>\n<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>');
    expect(shown.text).toContain('value="New &amp; better"');
    expect((await visitor.get(path)).text).not.toContain('Heading');
    const refused = await keeper.submit(at(id), { action: 'text', title: '', text: 'kept' });
    expect([refused.text.includes('Give the page a title'), refused.text.includes('>kept</textarea>')]).toEqual([true, true]);
    const long = await keeper.submit(at(id), { action: 'text', title: 'Long', text: 'ü'.repeat(25_001) });
    expect([long.status, long.text.includes('The text has more than 25000 characters')]).toEqual([200, true]);
    expect((await write(id, 'Long', '日'.repeat(25_000))).status).toBe(303);
  });

  it('go through the trash, come back as they were, and leave for good only from there', async () => {
    const { id, path } = await publish('Short lived');
    const gone = await keeper.submit(at(id), { action: 'trash' });
    expect((await visitor.get(path)).status).toBe(404);
    expect((await keeper.page(gone.headers.get('location') as string)).text).toContain('“Short lived” is in the trash.');
    expect((await keeper.get(at(id))).status).toBe(404);
    await keeper.submit(list, { action: 'restore', page: String(id) });
    expect((await visitor.get(path)).status).toBe(200);
    expect((await keeper.submit(list, { action: 'purge', page: String(id) })).status).toBe(404);
    await keeper.submit(at(id), { action: 'trash' });
    expect((await keeper.submit(list, { action: 'purge', page: String(id) })).status).toBe(303);
    expect((await keeper.get(list)).text).not.toContain('Short lived');
    expect((await publish('Short lived')).path).toBe(path);
  });

  it('begin as drafts to fill, in all languages', async () => {
    const { headers } = await keeper.submit(list, { action: 'start', starter: 'legal' });
    const { text } = await keeper.get(`${headers.get('location')}?in=de`);
    expect(text).toContain('value="Impressum"');
    expect((await visitor.get('/pages/legal-notice')).status).not.toBe(200);
    expect((await keeper.submit(list, { action: 'start', starter: 'constructor' })).status).toBe(404);
  });

  it('stand in the order that was chosen', async () => {
    const first = async () => /data-row="(\d+)"/.exec((await keeper.get(list)).text)?.[1];
    const before = await first();
    const id = await create('To the top');
    await keeper.submit(list, { action: 'place', place: `${id}:before:${before}` });
    expect(await first()).toBe(String(id));
    await keeper.submit(list, { action: 'place', place: `${id}:down` });
    expect(await first()).toBe(before);
    expect((await keeper.submit(list, { action: 'place', place: `${id}:before:99999` })).status).toBe(404);
  });

  it('are changed by those who administer the gallery, and by nobody else', async () => {
    const { id, path } = await publish('Mine');
    for (const client of [visitor, ana]) {
      expect([(await client.get(list)).status, (await client.get(at(id))).status]).toEqual([404, 404]);
      expect((await send(client, at(id), [['action', 'trash']])).status).toBeGreaterThanOrEqual(403);
    }
    const forged = await keeper.request('POST', at(id), { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'action=trash' });
    expect(forged.status).toBe(403);
    expect((await visitor.get(path)).status).toBe(200);
    const admin = await gallery.as(await gallery.user('admin', { status: 'administrator' }));
    expect((await admin.get(list)).status).toBe(200);
  });

  it('keep their titles harmless wherever they stand', async () => {
    const evil = `"><img src=x onerror=alert(1)>'`;
    const id = await create(evil);
    await settle(id, 'evil', [['who', 'everyone']]);
    for (const text of [(await visitor.get('/pages/evil')).text, (await keeper.get(list)).text, (await keeper.get(`${at(id)}?done=saved`)).text]) {
      expect(text).not.toContain('<img src=x');
      expect(text).toContain('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;');
    }
    expect((await visitor.get('/pages/evil')).headers.get('content-security-policy')).toContain("img-src 'self'; ");
  });

  it('are not there while the plugin is not, and come back with it', async () => {
    const { path } = await publish('Lasting');
    await gallery.plugins.deactivate('pages');
    expect((await visitor.get(path)).status).toBe(404);
    await gallery.plugins.activate('pages');
    expect((await visitor.get(path)).status).toBe(200);
  });
});

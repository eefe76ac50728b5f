import { join } from 'node:path';
import { type Client, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const packagesDirs = [join(import.meta.dirname, 'plugins')];
const bare = (text: string) => text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

describe.each(testServers())('the administration on $name', ({ server }) => {
  let gallery: TestGallery;
  let visitor: Client;
  let ana: Client;
  let adam: Client;
  let keeper: Client;

  beforeAll(async () => {
    gallery = await startGallery({ server, packagesDirs, plugins: ['with-pages'] });
    visitor = gallery.visitor();
    ana = await gallery.as(await gallery.user('ana'));
    adam = await gallery.as(await gallery.user('adam', { status: 'administrator' }));
    keeper = await gallery.as(1);
  });
  afterAll(() => gallery.close());

  /** A page without what differs from request to request, and without the address itself. */
  async function pageFor(client: Client, path: string, method = 'GET'): Promise<string> {
    const { status, text } = await client.request(method, path);
    const same = [encodeURIComponent(path), path].reduce((rest, one) => rest.replaceAll(one, 'PATH'), text);
    return `${status} ${same.replaceAll(/nonce="[^"]*"|name="_csrf" value="[^"]*"/g, '')}`;
  }

  it.each(['/admin', '/admin/rescue', '/admin/p/with-pages', '/admin/p/with-pages/add', '/admin/p/with-pages/keys', '/admin/none'])(
    '%s does not exist for visitors and users, whatever the method',
    async (path) => {
      for (const client of [visitor, ana]) {
        for (const method of ['GET', 'POST', 'PUT', 'OPTIONS']) {
          const none = await pageFor(client, '/nothing-here', method);
          expect(none.slice(0, 3)).toBe('404');
          expect(await pageFor(client, path, method)).toBe(none);
        }
      }
      expect((await visitor.get(path)).text).toContain(`/account/sign-in?next=${encodeURIComponent(path)}`);
    },
  );

  it('what is for webmasters does not exist for administrators', async () => {
    for (const path of ['/admin/rescue', '/admin/p/with-pages/keys']) {
      expect((await adam.get(path)).status).toBe(404);
      expect((await keeper.get(path)).status).toBe(200);
    }
    expect((await adam.get('/admin')).text).not.toContain('/admin/rescue');
  });

  it('is linked from every page for those who may enter, and for nobody else', async () => {
    for (const client of [adam, keeper]) expect((await client.get('/')).text).toContain('<a href="/admin">Administration</a>');
    for (const client of [visitor, ana]) expect((await client.get('/')).text).not.toContain('/admin');
  });

  it('begins with how much there is, and what to do first', async () => {
    const empty = bare((await adam.get('/admin')).text);
    expect(empty).toContain('Your gallery is ready for its first images');
    const album = await gallery.album('Album');
    await gallery.image(album);
    await gallery.image(await gallery.album('Below', { parent: album, access: { entries: [] } }));
    const { text, headers } = await adam.get('/admin');
    expect(bare(text)).toMatch(/Albums 2 Images 2 Users 3/);
    expect(bare(text)).not.toContain('ready for its first images');
    expect(bare(text)).toContain('1 of');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('has a menu with what plugins add: by their pages, and by what they answer, where it leads somewhere', async () => {
    const menuOf = async (client: Client) => {
      const nav = /<nav class="menu menu-open".*?<\/nav>/s.exec((await client.get('/admin')).text)?.[0] ?? '';
      return [...nav.matchAll(/<h2>(.*?)<\/h2>|<a href="([^"]*)"( aria-current="page")?>(.*?)<\/a>/g)].map(([, heading, url, current, label]) =>
        heading ? `# ${heading}` : `${label} ${url}${current ? ' (here)' : ''}`,
      );
    };
    const added = ['# Added by plugins', 'Orders /admin/p/with-pages'];
    const menu = await menuOf(adam);
    expect(menu.slice(0, 4)).toEqual(['Overview /admin (here)', 'Albums /admin/albums', 'Images /admin/images', 'Trash /admin/trash']);
    expect(menu).toEqual(expect.arrayContaining(['# People', 'Users /admin/users', 'Groups /admin/groups']));
    expect(menu.slice(menu.indexOf('# Added by plugins'))).toEqual([
      ...added,
      '# Selling',
      'Shop /guestbook',
      '# Gallery',
      'Activity /admin/activity',
      'Background work /admin/jobs',
      'adam /account',
      'To the gallery /',
    ]);
    const own = ['# Gallery', expect.stringContaining('/admin/'), 'To the gallery /'];
    expect(await menuOf(keeper)).toEqual(expect.arrayContaining(['Keys /admin/p/with-pages/keys', ...own]));
    expect((await adam.get('/admin', { 'accept-language': 'de' })).text).toContain('>Bestellungen<');
  });

  it('a page of a plugin stands in its frame, without the theme, and its form comes to its action', async () => {
    const { text, headers } = await adam.get('/admin/p/with-pages');
    expect(bare(text)).toMatch(/Orders .* adam has 0 orders\./);
    expect(text).toContain('/assets/t/core/');
    expect(text).not.toContain('/assets/t/atelier/');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain('https://tiles.example.org');
    const sent = await adam.submit('/admin/p/with-pages/add', {}, '/admin/p/with-pages');
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/admin/p/with-pages']);
    expect(bare((await adam.get('/admin/p/with-pages')).text)).toContain('adam has 1 orders.');
    expect((await adam.request('POST', '/admin/p/with-pages/add', { body: '' })).status).toBe(403);
  });

  it('is there when a plugin fails wherever the frame asks it', async () => {
    await gallery.restart({ plugins: ['with-pages', 'breaks-menu'] });
    const page = await keeper.get('/admin');
    expect(page.status).toBe(200);
    expect(page.text).toContain('/guestbook');
    const answer = gallery.house.kernel.inspect('breaks-menu')?.strikes[0]?.last;
    expect(answer).toContain('the menu is broken');
  });
});

describe.each(testServers())('the rescue page on $name', ({ server }) => {
  let gallery: TestGallery;
  let keeper: Client;

  beforeAll(async () => {
    gallery = await startGallery({ server, packagesDirs, plugins: ['with-pages', 'breaks-menu', 'needs-pages'] });
    keeper = await gallery.as(1);
  });
  afterAll(() => gallery.close());

  const page = async () => bare((await keeper.get('/admin/rescue')).text);
  const act = (plugin: string, action: string) => keeper.submit('/admin/rescue', { plugin, action }, '/admin/rescue');

  it('asks no plugin and no theme', async () => {
    const broken = () => gallery.house.kernel.inspect('breaks-menu')?.strikes.length;
    const { status, text, headers } = await keeper.get('/admin/rescue');
    expect([status, headers.get('cache-control'), broken()]).toEqual([200, 'no-store', 0]);
    for (const trace of ['atelier', 'Orders', '/guestbook']) expect(text).not.toContain(trace);
  });

  it('deactivates and activates, once the form has proven to be its own', async () => {
    const forged = await keeper.request('POST', '/admin/rescue', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'action=deactivate&plugin=breaks-menu',
    });
    expect(forged.status).toBe(403);
    const sent = await act('breaks-menu', 'deactivate');
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/admin/rescue?changed=breaks-menu']);
    expect(bare((await keeper.get('/admin/rescue?changed=breaks-menu')).text)).toContain('“breaks-menu” has been changed.');
    expect(gallery.house.kernel.inspect('breaks-menu')).toBeUndefined();
    expect((await act('breaks-menu', 'activate')).status).toBe(303);
    expect(gallery.house.kernel.inspect('breaks-menu')).toBeDefined();
  });

  it('says who needs a plugin before it takes it from them', async () => {
    const refused = await act('with-pages', 'deactivate');
    expect(refused.status).toBe(409);
    expect(bare(refused.text)).toContain('“With pages” is needed by needs-pages. Deactivated alone, it would break them.');
    expect((await act('with-pages', 'deactivate-all')).status).toBe(303);
    expect(gallery.house.kernel.plugins().map(({ id }) => id)).not.toContain('needs-pages');
  });

  it('names what is unknown and does nothing that it does not offer', async () => {
    const unknown = await act('none-such', 'activate');
    expect([unknown.status, bare(unknown.text).includes('There is no plugin &quot;none-such&quot;')]).toEqual([404, true]);
    expect((await act('with-pages', 'explode')).status).toBe(404);
  });

  it('says what is withheld while its plugin does not run, and shows it unprotected only when asked twice', async () => {
    const scopes = ['album:1', 'album:2'].map((scope) => ({ plugin: 'marks', scope, step: 'composite' }));
    await gallery.house.database.transaction(async (tx) => {
      for (const { plugin, scope, step } of scopes)
        await tx.run('INSERT INTO protections (plugin, scope, step, created_at) VALUES (?, ?, ?, ?)', [plugin, scope, step, 1]);
    });
    expect(await page()).toContain('Missing The pictures it protects in 2 albums are withheld.');
    const question = await act('marks', 'release');
    expect([question.status, bare(question.text).includes('“marks” protects will be shown without it, at once, to everyone')]).toEqual([200, true]);
    expect(await page()).toContain('are withheld.');
    expect((await keeper.submit('/admin/rescue', { plugin: 'marks', action: 'release', sure: 'yes' }, '/admin/rescue')).status).toBe(303);
    expect(await page()).not.toContain('marks');
  });

  it('works in safe mode, and says that it is one', async () => {
    await gallery.restart({ plugins: ['with-pages'], env: { SAFE_MODE: '1' } });
    expect(await page()).toContain('The gallery runs in safe mode');
    expect((await act('with-pages', 'activate')).status).toBe(303);
  });

  it('is where the page of an error leads a webmaster, and nobody else', async () => {
    await gallery.restart({ plugins: ['with-pages'], env: { SAFE_MODE: '0' } });
    const error = async (client: Client) => (await client.get('/p/with-pages/answers/throws')).text;
    expect(await error(keeper)).toContain('href="/admin/rescue"');
    expect(await error(gallery.visitor())).not.toContain('/admin');
    expect((await keeper.get('/nothing-here')).text).not.toContain('/admin/rescue');
  });
});

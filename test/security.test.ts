import { request as openRequest } from 'node:http';
import { http } from '@picturerail/core';
import { startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formsOn } from './hostile-forms/forms-on.ts';

type Client = ReturnType<TestGallery['visitor']>;

const markup = '"><script>alert("x7")</script><img src=x7 onerror=alert(1)>';
const attacks: readonly string[] = [
  markup,
  "x7' onfocus='alert(1)' autofocus='",
  "' OR '1'='1' -- ",
  '") UNION SELECT name, password_hash FROM users; --',
  '\\',
  '%',
  '\u0000',
  '../../../../etc/passwd',
  'x\r\nX-Injected: yes\r\n\r\n<b>x7</b>',
  '{{ 7777777 * 7777777 }}{% raw %}',
  '__proto__',
  '9'.repeat(40),
  '-1',
  'é'.repeat(3_000),
];
/** What may stand nowhere on a page as it was sent, nor be reckoned: long enough to be in no random token. */
const raw = ['<script>alert("x7")', '<img src=x7', '<b>x7</b>', "onfocus='alert(1)'", '60493815061729', 'root:x:0:0'];

const parameters = [
  'q',
  'page',
  'albums',
  'next',
  'in',
  'done',
  'before',
  'status',
  'group',
  'order',
  'area',
  'who',
  'since',
  'theme',
  'to',
  'with',
  'uninstalled',
];

describe.each(testServers())('what attackers send, on $name', ({ server }) => {
  let gallery: TestGallery;
  let wanda: Client;
  const there = new Map<string, string | number>([['plugins', 'metadata']]);

  beforeAll(async () => {
    gallery = await startGallery({ server, plugins: ['metadata'] });
    const id = await gallery.user('wanda', { status: 'webmaster' });
    wanda = await gallery.as(id);
    const album = await gallery.album('Harbour');
    there
      .set('albums', album)
      .set('groups', await gallery.group('Family', [id]))
      .set('users', await gallery.user('ana'));
    there.set('images', await gallery.image(album, { title: 'Quay' }));
    await gallery.jobs.run();
  });
  afterAll(() => gallery.close());

  const everyRoute = http.routes.flatMap(({ paths, ...route }) => paths.map((path) => ({ ...route, path })));
  const filled = (path: string) => path.replace(/\/(\w+)\/:id/, (_, kind: string) => `/${kind}/${there.get(kind) ?? 1}`);
  const harmless = ({ text, headers, status }: Awaited<ReturnType<Client['get']>>) => ({
    breaks: status >= 500,
    shows: raw.filter((part) => text.includes(part)),
    injected: headers.get('x-injected'),
    elsewhere: /^(?:https?:|\/\/|\/\\)/.test(headers.get('location') ?? ''),
  });
  const fine = { breaks: false, shows: [], injected: null, elsewhere: false };

  it.each(everyRoute.filter(({ method }) => method === 'GET').map(({ path }) => path))(
    'GET %s takes anything in its parameters and path, and does nothing of it',
    async (path) => {
      const page = filled(path).replace(/:\w+/g, 'x');
      for (const attack of attacks) {
        const query = new URLSearchParams(parameters.map((name) => [name, attack]));
        expect([attack.slice(0, 40), harmless(await wanda.get(`${page}?${query}`))]).toEqual([attack.slice(0, 40), fine]);
        if (!path.includes(':')) continue;
        const inPath = path.replace(/:\w+/g, encodeURIComponent(attack.slice(0, 500)));
        expect([inPath, harmless(await wanda.get(inPath))]).toEqual([inPath, fine]);
      }
    },
  );

  it.each(everyRoute.filter(({ method }) => method === 'POST').map(({ path }) => path))(
    'POST %s takes anything in fields that no form has, and does nothing of it',
    async (path) => {
      const token = /name="_csrf" value="([^"]*)"/.exec((await wanda.get('/admin/users/new')).text)?.[1] ?? '';
      const names = ['action', 'name', 'title', 'id', 'plugin', 'theme', 'job', 'as', 'at', 'next', 'user', 'source', 'token', 'place'];
      for (const attack of attacks) {
        const body = new URLSearchParams([...names.map((name) => [name, attack] as [string, string]), ['_csrf', token]]).toString();
        const answer = await wanda.request('POST', filled(path).replace(/:\w+/g, 'x'), {
          body,
          headers: { 'content-type': 'application/x-www-form-urlencoded', origin: gallery.url },
        });
        expect([attack.slice(0, 40), harmless(answer)]).toEqual([attack.slice(0, 40), fine]);
        // Whatever the language was set to, and whoever was signed out.
        if (path === '/account/sign-out') wanda = await gallery.as((await userId('wanda')) as number);
      }
    },
  );

  const userId = async (name: string) => (await gallery.house.database.read.get<{ id: number }>('SELECT id FROM users WHERE name = ?', [name]))?.id;
  const pages = () => [
    '/admin/albums',
    ...['albums', 'users', 'groups'].map((kind) => `/admin/${kind}/${there.get(kind)}`),
    '/admin/users/new',
    '/admin/groups',
    '/account',
  ];

  it('every field of every form takes markup as text, on the page that answers and on all that show it later', async () => {
    let sent = 0;
    for (const page of pages()) {
      for (const { action, fields, typed } of formsOn((await wanda.get(page)).text)) {
        if (typed.length === 0 || /sign-out|language/.test(action)) continue;
        for (const attack of [markup, "x7' onfocus='alert(1)' autofocus='", "'; DROP TABLE users; --"]) {
          const answer = await wanda.submit(action, { ...Object.fromEntries(fields), ...Object.fromEntries(typed.map((name) => [name, attack])) }, page);
          expect([page, action, harmless(answer)]).toEqual([page, action, fine]);
          sent += 1;
        }
      }
    }
    expect(sent).toBeGreaterThan(20);
    const albums = (await gallery.house.database.read.all<{ title: string }>('SELECT title FROM albums')).map(({ title }) => title);
    expect(albums.some((title) => title.includes('x7'))).toBe(true);
    for (const page of [
      ...pages(),
      '/',
      '/newest',
      `/albums/${there.get('albums')}`,
      '/admin',
      '/admin/trash',
      '/admin/activity',
      '/admin/users',
      '/admin/jobs',
    ])
      expect([page, harmless(await wanda.page(page))]).toEqual([page, fine]);
  });

  it('nobody rises by fields that his forms do not have', async () => {
    const more = {
      status: 'webmaster',
      id: '1',
      user: '1',
      userId: '1',
      user_id: '1',
      password_hash: 'x',
      groups: '1',
      group: String(there.get('groups')),
      created_at: '0',
    };
    const ben = await gallery.user('ben', { password: 'seven brown foxes' });
    const client = await gallery.as(ben);
    const before = await gallery.house.database.read.all('SELECT id, name, status, created_at FROM users ORDER BY id');
    const members = await gallery.house.database.read.all('SELECT user_id, group_id FROM group_members ORDER BY user_id, group_id');
    for (const { action, fields } of formsOn((await client.get('/account')).text)) {
      if (/sign-out/.test(action)) continue;
      await client.submit(action, { ...Object.fromEntries(fields), ...more, confirm: 'seven brown foxes' }, '/account');
    }
    expect(await gallery.house.database.read.all('SELECT id, name, status, created_at FROM users ORDER BY id')).toEqual(before);
    expect(await gallery.house.database.read.all('SELECT user_id, group_id FROM group_members ORDER BY user_id, group_id')).toEqual(members);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    ' //evil.example',
    '/..//evil.example',
  ])('nobody is led to %j', async (next) => {
    const ana = await gallery.user(`guest ${Math.random()}`, { password: 'seven brown foxes' });
    const { name } = (await gallery.house.database.read.get<{ name: string }>('SELECT name FROM users WHERE id = ?', [ana])) as { name: string };
    const client = gallery.visitor();
    const form = await client.get(`/account/sign-in?next=${encodeURIComponent(next)}`);
    expect(/name="next" value="([^"]*)"/.exec(form.text)?.[1] ?? '/').toMatch(/^\/(?![/\\])/);
    const answers = [
      await client.submit('/account/language', { language: 'de', next }, '/account/sign-in'),
      await client.submit('/account/sign-in', { name, password: 'seven brown foxes', next }),
      await client.get(`/account/sign-in?next=${encodeURIComponent(next)}`),
    ];
    for (const { headers, status } of answers) expect([status, new URL(headers.get('location') ?? '', gallery.url).origin]).toEqual([303, gallery.url]);
  });

  it('a session that stood in the browser before is not the one that is signed in', async () => {
    await gallery.user('fixed', { password: 'seven brown foxes' });
    const client = gallery.visitor();
    const name = [...wanda.cookies.keys()].find((one) => one.startsWith('session')) as string;
    client.cookies.set(name, 'A'.repeat(43));
    await client.submit('/account/sign-in', { name: 'fixed', password: 'seven brown foxes' });
    expect(client.cookies.get(name)).not.toBe('A'.repeat(43));
    const thief = gallery.visitor();
    thief.cookies.set(name, 'A'.repeat(43));
    expect((await thief.get('/account')).status).toBe(303);
  });

  /** As it is, without what clients make of an address before they send it. */
  const bare = (path: string, host: string) =>
    new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(gallery.url);
      const asked = openRequest({ host: hostname, port, path, headers: { host } }, (response) => {
        let text = `${response.statusCode} ${JSON.stringify(response.headers)}\n`;
        response.on('data', (part) => {
          text += part;
        });
        response.on('end', () => resolve(text));
      });
      asked.on('error', reject).end();
    });

  it('a host that somebody made up stands in no answer', async () => {
    for (const { path, method } of everyRoute)
      if (method === 'GET') expect([path, (await bare(filled(path).replace(/:\w+/g, 'x'), 'evil.example')).includes('evil.example')]).toEqual([path, false]);
  });

  it.each([
    '/media/../../../../etc/passwd',
    '/media/1/x/..%2f..%2f..%2fetc%2fpasswd',
    '/assets/../../../etc/passwd',
    '/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..%5c..%5cetc%5cpasswd',
    '//etc/passwd',
    '/assets/p/metadata/x/../../../../package.json',
  ])('%s leads out of nothing', async (path) => {
    const answer = await bare(path, new URL(gallery.url).host);
    expect(answer).toMatch(/^4\d\d /);
    expect(answer).not.toMatch(/root:x:0:0|"dependencies"/);
  });

  it('who is refused learns nothing of who has an account', async () => {
    const answerFor = async (name: string) => {
      const { text, status } = await gallery.visitor().submit('/account/sign-in', { name, password: 'wrong one' });
      return [status, text.replaceAll(name, 'NAME').replace(/nonce="[^"]*"|name="_csrf" value="[^"]*"/g, '')];
    };
    const known = await answerFor('fixed');
    expect(known[0]).toBe(401);
    expect(await answerFor('zoe')).toEqual(known);
  });

  it('twenty who sign in at once keep nobody from looking', async () => {
    const names = Array.from({ length: 20 }, (_, number) => `runner ${number}`);
    const forms = [];
    for (const name of names) {
      await gallery.user(name, { password: 'seven brown foxes' });
      const client = gallery.visitor();
      const token = /name="_csrf" value="([^"]*)"/.exec((await client.get('/account/sign-in')).text)?.[1] ?? '';
      forms.push({ client, body: new URLSearchParams({ name, password: 'seven brown foxes', _csrf: token }).toString() });
    }
    const answered: string[] = [];
    const type = { 'content-type': 'application/x-www-form-urlencoded', origin: gallery.url };
    const entering = forms.map(async ({ client, body }) => {
      const { status } = await client.request('POST', '/account/sign-in', { body, headers: type });
      answered.push(`in ${status}`);
    });
    const looking = async () => {
      for (let page = 0; page < 5; page += 1) answered.push(`page ${(await gallery.visitor().get('/')).status}`);
    };
    await Promise.all([...entering, looking()]);
    expect(answered.filter((one) => one === 'in 303').length).toBe(20);
    expect(answered.filter((one) => one === 'page 200').length).toBe(5);
    // They hash two at a time, and what comes after them does not stand behind them.
    expect(answered.indexOf('page 200')).toBeLessThan(answered.lastIndexOf('in 303'));
  });
});

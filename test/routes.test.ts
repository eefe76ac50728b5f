import { http } from '@picturerail/core';
import { startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Client = ReturnType<TestGallery['visitor']>;
type Answer = Awaited<ReturnType<Client['get']>>;

const statuses = ['visitor', 'user', 'generic', 'administrator', 'webmaster'] as const;
const mayOpen = { manager: ['administrator', 'webmaster'], administrator: ['administrator', 'webmaster'], webmaster: ['webmaster'] } as const;
const everyRoute = http.routes.flatMap(({ paths, ...route }) => paths.map((path) => ({ ...route, path })));
const title = ({ method, path }: { readonly method: string; readonly path: string }) => `${method} ${path}`;
const ofAdministration = everyRoute.filter(({ path }) => path === '/admin' || path.startsWith('/admin/'));
const changing = everyRoute.filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method));

describe('the routes of the core', () => {
  it('say whom they are for, and all of the administration is for who administers something', () => {
    for (const route of everyRoute) expect([title(route), Object.keys(mayOpen).includes(route.for)]).toEqual([title(route), ofAdministration.includes(route)]);
    for (const route of everyRoute)
      expect([title(route), route.path.includes(':token')]).toEqual([title(route), route.for === 'holder' || /packages\/:token/.test(route.path)]);
  });

  it('do not know one address twice', () => {
    const known = everyRoute.map(title);
    expect(known.filter((one, at) => known.indexOf(one) !== at)).toEqual([]);
  });

  it('go without a token in one place, where there is nothing to be had', () => {
    expect(everyRoute.filter(({ proof }) => proof === 'language').map(title)).toEqual(['POST /account/language']);
  });
});

describe.each(testServers())('whom the routes are for, on $name', ({ server }) => {
  let gallery: TestGallery;
  const clients = new Map<string, Client>();
  const there = new Map<string, string | number>([
    ['plugins', 'metadata'],
    ['users', 1],
    ['changes', 1],
    ['import', 1],
  ]);

  beforeAll(async () => {
    gallery = await startGallery({ server, plugins: ['metadata'], env: { IMPORT_ROOTS: import.meta.dirname } });
    clients.set('visitor', gallery.visitor());
    const album = await gallery.album('Harbour');
    there.set('albums', album);
    const image = await gallery.image(album);
    for (const kind of ['images', 'media']) there.set(kind, image);
    there.set('upload', album);
    there.set('groups', await gallery.group('Family'));
    for (const status of statuses.slice(1)) clients.set(status, await gallery.as(await gallery.user(status, { status: status as 'user' })));
    await (clients.get('webmaster') as Client).submit('/admin/images', { action: 'hide', image: String(image) });
    await (clients.get('webmaster') as Client).submit('/admin/import/new', { folder: import.meta.dirname, into: 'top', step: 'begin' });
  });
  afterAll(() => gallery.close());

  /** With something that is there. */
  const filled = (path: string) =>
    path
      .replace(':token', 'AAAAAAAAAAAAAAAAAAAAAA')
      .replace(':hash', 'AAAAAAAAAAAAAAAA')
      .replace(':file', 'square.jpg')
      .replace(':upload', 'f'.repeat(32))
      .replace(':run', '1')
      .replace(/\/(\w+)\/:id/, (_, kind: string) => `/${kind}/${there.get(kind)}`);
  const ask = (status: string, method: string, path: string, body?: string) =>
    (clients.get(status) as Client).request(method, path, body === undefined ? {} : { body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  /** But for its own address in the link to sign in, and what belongs to one request alone. */
  const bare = ({ text }: Answer, path: string) =>
    text
      .replaceAll(encodeURIComponent(path), '')
      .replaceAll(path, '')
      .replace(/nonce="[^"]*"|value="[^"]*"/g, '');

  it.each(ofAdministration.map((route) => ({ ...route, name: title(route) })))(
    '$name is as if it were not, for whom it is not',
    async ({ method, path, ...route }) => {
      const allowed: readonly string[] = mayOpen[route.for as keyof typeof mayOpen];
      for (const status of statuses.filter((one) => !allowed.includes(one))) {
        for (const asked of [method, 'PUT']) {
          const there = await ask(status, asked, filled(path));
          const nowhere = await ask(status, asked, '/admin/nothing-here');
          expect([status, there.status, there.headers.get('allow')]).toEqual([status, 404, null]);
          expect(bare(there, filled(path))).toBe(bare(nowhere, '/admin/nothing-here'));
        }
      }
      for (const status of allowed) {
        const { status: code } = await ask(status, method, filled(path));
        expect([status, code === 404]).toEqual([status, method === 'GET' && path.includes(':token')]);
      }
    },
  );

  it.each(changing.map((route) => ({ ...route, name: title(route) })))(
    '$name refuses what no page of the gallery sent',
    async ({ method, path, proof, ...route }) => {
      const at = filled(path);
      const status = route.for in mayOpen ? 'webmaster' : 'user';
      // What is not set up twice is not there at all.
      const refused = path.startsWith('/setup/') ? 404 : 403;
      const form = 'language=de&next=/&action=deactivate&plugin=metadata&name=x&password=y';
      const client = clients.get(status) as Client;
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      const forged: Record<string, string>[] = [{}, { origin: 'https://elsewhere.example' }, { 'sec-fetch-site': 'cross-site' }, { 'x-csrf-token': 'AAAA' }];
      for (const headers of forged) {
        const { status: code } = await client.request(method, at, { body: form, headers: { ...type, ...headers } });
        expect([headers, code]).toEqual([headers, refused]);
      }
      if (proof !== 'language') {
        const own = await client.request(method, at, { body: form, headers: { ...type, origin: gallery.url, 'sec-fetch-site': 'same-origin' } });
        expect(own.status).toBe(refused);
      }
      expect((await client.request('GET', '/')).text).toContain('<html lang="en"');
    },
  );
});

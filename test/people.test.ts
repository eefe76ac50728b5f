import { accounts, gallery as rooms } from '@picturerail/core';
import { type Client, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const bare = (text: string) => text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
const hostile = '<img src=x onerror=alert(1)>';
const password = 'three quiet lighthouses';
const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };

describe.each(testServers())('people in the administration on $name', ({ server }) => {
  let gallery: TestGallery;
  let keeper: Client;
  let adam: Client;

  beforeAll(async () => {
    gallery = await startGallery({ server });
    keeper = await gallery.as(1);
    adam = await gallery.as(await gallery.user('adam', { status: 'administrator' }));
  });
  afterAll(() => gallery.close());

  const user = (id: number) => rooms.describeUser(gallery.house.gallery, rooms.system, id);
  const linkIn = (text: string) => /\/account\/password-link\/[\w-]+/.exec(text)?.[0];
  const lists = async (query: string, client = keeper) => {
    const { text } = await client.get(`/admin/users${query}`);
    return [...text.matchAll(/<a class="name" href="\/admin\/users\/\d+">([^<]*)<\/a>/g)].map(([, name]) => name);
  };
  /** As `submit`, with fields of one name more than once. */
  async function send(client: Client, path: string, fields: readonly (readonly [string, string])[], from = path) {
    const token = /name="_csrf" value="([^"]*)"/.exec((await client.get(from)).text)?.[1] ?? '';
    return client.request('POST', path, {
      headers: form,
      body: new URLSearchParams([...fields, ['_csrf', token]].map(([a, b]) => [a ?? '', b ?? ''])).toString(),
    });
  }

  describe('the list of users', () => {
    it('is searched, filtered and sorted, and says when nobody fits', async () => {
      const family = await gallery.group('family', [await gallery.user('Berta')]);
      await gallery.user('Bertram', { status: 'generic' });
      expect(await lists('')).toEqual(['adam', 'Berta', 'Bertram', 'keeper']);
      expect(await lists('?q=BERT')).toEqual(['Berta', 'Bertram']);
      expect(await lists('?q=BERT&status=generic')).toEqual(['Bertram']);
      expect(await lists(`?group=${family}`)).toEqual(['Berta']);
      expect((await lists('?order=new'))[0]).toBe('Bertram');
      const { text } = await keeper.get('/admin/users?q=nobody');
      expect(bare(text)).toContain('Nobody fits');
      expect(text).toContain('value="nobody"');
      for (const query of ['?page=0', '?page=x', '?status=king', '?order=1;drop', '?group=-1'])
        expect((await keeper.get(`/admin/users${query}`)).status).toBe(200);
    });

    it('comes in pages', async () => {
      const names = Array.from({ length: 120 }, (_, index) => `guest ${String(index).padStart(3, '0')}`);
      for (const name of names) await gallery.user(name);
      expect(await lists('?q=guest')).toEqual(names.slice(0, 50));
      const { text } = await keeper.get('/admin/users?q=guest&page=3');
      expect(await lists('?q=guest&page=3')).toEqual(names.slice(100));
      expect(text).toContain('href="/admin/users?q=guest&amp;page=2"');
      expect(bare(text)).toContain('120 users fit.');
    });

    it('says when somebody was last seen, also when the session has ended', async () => {
      const id = await gallery.user('passer-by');
      expect(bare((await keeper.get('/admin/users?q=passer')).text)).toContain('never signed in');
      await (await gallery.as(id)).submit('/account/sign-out', {}, '/');
      expect(bare((await keeper.get('/admin/users?q=passer')).text)).not.toContain('never signed in');
    });
  });

  describe('a new user', () => {
    it('gets a link that is shown once, sets the password, and signs in', async () => {
      const group = await gallery.group('new ones');
      const fields = [
        ['name', 'nora'],
        ['status', 'user'],
        ['email', 'nora@example.org'],
        ['group', String(group)],
      ] as const;
      const { status, text, headers } = await send(adam, '/admin/users', fields, '/admin/users/new');
      const link = linkIn(text) ?? '';
      expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect(text).toContain(`${gallery.url}${link}`);
      const nora = await rooms.findUser(gallery.house.gallery, 'nora');
      expect(nora).toMatchObject({ status: 'user', email: 'nora@example.org' });
      expect((await user(nora?.id ?? 0))?.groups).toEqual([group]);
      expect(linkIn((await adam.get(`/admin/users/${nora?.id}`)).text)).toBeUndefined();

      const client = gallery.visitor();
      for (let look = 0; look < 2; look += 1) {
        const page = await client.get(link);
        expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store']);
        expect(bare(page.text)).toContain('Welcome, nora');
      }
      const weak = await client.submit(link, { password: 'nora nora nora' });
      expect([weak.status, bare(weak.text).includes('This password')]).toEqual([400, true]);
      expect(weak.text).not.toContain('nora nora nora');
      expect((await client.submit(link, { password })).status).toBe(303);
      expect((await client.get('/')).text).toContain('/account/sign-out');
      expect((await gallery.visitor().get(link)).status).toBe(404);
      expect((await gallery.visitor().submit('/account/sign-in', { name: 'nora', password })).status).toBe(303);
    });

    it('is refused beside the field, and nothing that was typed is lost', async () => {
      const fields = [
        ['name', 'NORA'],
        ['status', 'administrator'],
        ['email', 'n@example.org'],
      ] as const;
      const taken = await send(keeper, '/admin/users', fields, '/admin/users/new');
      expect(taken.status).toBe(409);
      expect(taken.text).toMatch(/id="name-problem">There is a user “NORA” already/);
      for (const kept of ['value="NORA"', 'value="n@example.org"', '<option value="administrator" selected>']) expect(taken.text).toContain(kept);
      const german = await keeper.request('POST', '/admin/users', { headers: form, body: '' });
      expect(german.status).toBe(403);
    });

    it('is made administrator or webmaster by webmasters only, and of named fields only', async () => {
      expect((await adam.get('/admin/users/new')).text).not.toContain('value="webmaster"');
      for (const status of ['administrator', 'webmaster', 'king', '']) {
        const refused = await send(
          adam,
          '/admin/users',
          [
            ['name', 'climber'],
            ['status', status],
          ],
          '/admin/users/new',
        );
        expect([status, refused.status >= 400]).toEqual([status, true]);
      }
      expect(await rooms.findUser(gallery.house.gallery, 'climber')).toBeNull();
      const more = [
        ['passwordHash', 'x'],
        ['password_hash', 'x'],
        ['id', '1'],
        ['createdAt', '1'],
        ['language', 'xx'],
      ] as const;
      await send(adam, '/admin/users', [['name', 'plain'], ['status', 'user'], ...more], '/admin/users/new');
      const plain = await rooms.findUser(gallery.house.gallery, 'plain');
      expect(plain?.id).not.toBe(1);
      expect(await user(plain?.id ?? 0)).toMatchObject({ hasPassword: false, language: null });
    });
  });

  describe('a user', () => {
    it('is changed: name, status, address, language, groups', async () => {
      const [id, family] = [await gallery.user('olga'), await gallery.group('olgas')];
      await gallery.group('not hers', [id]);
      const fields = [
        ['action', 'save'],
        ['name', 'Olga'],
        ['status', 'generic'],
        ['email', ''],
        ['language', 'fr'],
        ['group', String(family)],
      ] as const;
      const { status, headers } = await send(adam, `/admin/users/${id}`, fields);
      expect([status, headers.get('location')]).toEqual([303, `/admin/users/${id}?done=saved`]);
      expect(await user(id)).toMatchObject({ name: 'Olga', status: 'generic', email: null, language: 'fr', groups: [family] });
      const refused = await send(adam, `/admin/users/${id}`, [
        ['action', 'save'],
        ['name', 'Olga'],
        ['status', 'user'],
        ['email', 'no address'],
        ['language', 'zz'],
      ]);
      expect(refused.status).toBe(400);
      expect(refused.text).toMatch(/value="no address"[^>]*aria-invalid="true"/);
      expect(await user(id)).toMatchObject({ status: 'generic', language: 'fr' });
    });

    it('who is deactivated is signed out at once, and his links are void', async () => {
      const id = await gallery.user('pia');
      const client = await gallery.as(id);
      const link = linkIn((await send(adam, `/admin/users/${id}`, [['action', 'link']])).text) ?? '';
      expect((await gallery.visitor().get(link)).status).toBe(200);
      await send(adam, `/admin/users/${id}`, [
        ['action', 'save'],
        ['name', 'pia'],
        ['status', 'deactivated'],
        ['email', ''],
        ['language', ''],
      ]);
      expect((await client.get('/')).text).not.toContain('/account/sign-out');
      expect((await gallery.visitor().get(link)).status).toBe(404);
      const { text } = await adam.get(`/admin/users/${id}`);
      for (const gone of ['value="link"', 'value="mail"']) expect(text).not.toContain(gone);
      expect((await send(adam, `/admin/users/${id}`, [['action', 'link']])).status).toBe(409);
    });

    it('is signed out everywhere', async () => {
      const id = await gallery.user('quentin');
      const [one, other] = [await gallery.as(id), await gallery.as(id)];
      expect(bare((await adam.get(`/admin/users/${id}`)).text)).toContain('Signed in on 2 devices.');
      expect((await send(adam, `/admin/users/${id}`, [['action', 'sign-out']])).status).toBe(303);
      for (const client of [one, other]) expect((await client.get('/')).text).not.toContain('/account/sign-out');
      expect(bare((await adam.get(`/admin/users/${id}?done=signed-out`)).text)).toContain('quentin is signed out everywhere.');
    });

    it('is removed when his name is typed, and what he brought stays', async () => {
      const id = await gallery.user('rosa');
      const mistyped = await send(adam, `/admin/users/${id}`, [
        ['action', 'remove'],
        ['confirm', 'ros'],
      ]);
      expect([mistyped.status, bare(mistyped.text).includes('Nothing was removed')]).toEqual([400, true]);
      const done = await send(adam, `/admin/users/${id}`, [
        ['action', 'remove'],
        ['confirm', 'rosa'],
      ]);
      expect([done.status, done.headers.get('location')]).toEqual([303, '/admin/users?removed']);
      expect((await adam.get(`/admin/users/${id}`)).status).toBe(404);
    });

    it('who is a webmaster is left alone by administrators, who are offered nothing', async () => {
      const { status, text } = await adam.get('/admin/users/1');
      expect(status).toBe(200);
      expect(bare(text)).toContain('Only a webmaster changes the account of a webmaster.');
      expect(text).not.toContain('action="/admin/users/1"');
      const tries = [
        [
          ['action', 'save'],
          ['name', 'kept'],
          ['status', 'user'],
          ['email', ''],
          ['language', ''],
        ],
        [['action', 'link']],
        [['action', 'mail']],
        [['action', 'sign-out']],
        [
          ['action', 'remove'],
          ['confirm', 'keeper'],
        ],
      ] as const;
      for (const fields of tries) {
        const answer = await send(adam, '/admin/users/1', fields, '/admin/users');
        expect([fields[0], answer.status, linkIn(answer.text)]).toEqual([fields[0], 403, undefined]);
      }
      expect(await user(1)).toMatchObject({ name: 'keeper', status: 'webmaster' });
      expect((await keeper.get('/admin')).status).toBe(200);
    });

    it('who is the last webmaster stays one', async () => {
      const page = (await keeper.get('/admin/users/1')).text;
      expect(page).not.toContain('value="remove"');
      expect(page).not.toContain('<option value="administrator"');
      for (const status of ['administrator', 'user', 'deactivated']) {
        const refused = await send(keeper, '/admin/users/1', [
          ['action', 'save'],
          ['name', 'keeper'],
          ['status', status],
          ['email', ''],
          ['language', ''],
        ]);
        expect([status, refused.status, refused.text.includes('status-problem')]).toEqual([status, 409, true]);
      }
      expect(
        (
          await send(keeper, '/admin/users/1', [
            ['action', 'remove'],
            ['confirm', 'keeper'],
          ])
        ).status,
      ).toBe(409);
      expect(await user(1)).toMatchObject({ status: 'webmaster' });
    });
  });

  it('a group is made, renamed, filled, emptied and removed, and counts at once', async () => {
    const sven = await gallery.user('sven');
    const made = await send(adam, '/admin/groups', [['name', 'Choir']]);
    const path = made.headers.get('location')?.split('?')[0] ?? '';
    const group = Number(path.split('/').at(-1));
    const album = await gallery.album('Concert', { access: { entries: [{ principal: { group }, rights: ['view'] }] } });
    const client = await gallery.as(sven);
    const sees = async () => (await client.get(`/albums/${album}/concert`)).status === 200;
    expect(await sees()).toBe(false);
    expect(
      (
        await send(adam, path, [
          ['action', 'add'],
          ['member', 'SVEN'],
        ])
      ).status,
    ).toBe(303);
    expect(await sees()).toBe(true);
    expect(bare((await adam.get(path)).text)).toContain('1 user is in it. 1 album names it in its access list.');
    const unknown = await send(adam, path, [
      ['action', 'add'],
      ['member', 'nobody here'],
    ]);
    expect([unknown.status, unknown.text.includes('value="nobody here"')]).toEqual([404, true]);
    expect(
      (
        await send(adam, path, [
          ['action', 'rename'],
          ['name', 'Singers'],
        ])
      ).status,
    ).toBe(303);
    expect(
      (
        await send(adam, path, [
          ['action', 'rename'],
          ['name', 'FAMILY'],
        ])
      ).status,
    ).toBe(409);
    expect(bare((await adam.get('/admin/groups')).text)).toContain('Singers 1 user 1 album');
    expect(
      (
        await send(adam, path, [
          ['action', 'take'],
          ['user', String(sven)],
        ])
      ).status,
    ).toBe(303);
    expect(await sees()).toBe(false);
    expect(
      (
        await send(adam, path, [
          ['action', 'remove'],
          ['confirm', 'Choir'],
        ])
      ).status,
    ).toBe(400);
    expect(
      (
        await send(adam, path, [
          ['action', 'remove'],
          ['confirm', 'Singers'],
        ])
      ).headers.get('location'),
    ).toBe('/admin/groups?removed');
    expect((await adam.get(path)).status).toBe(404);
  });

  it('names are text wherever they stand', async () => {
    const id = await gallery.user(hostile, { status: 'user' });
    const group = await gallery.group(`${hostile} &`, [id]);
    const invited = await accounts.createPasswordLink(gallery.house.accounts, rooms.system, id, 'invitation');
    for (const path of [
      '/admin/users?order=new',
      `/admin/users/${id}`,
      '/admin/users/new',
      '/admin/groups',
      `/admin/groups/${group}`,
      `/admin/users?q=${encodeURIComponent(hostile)}`,
    ]) {
      const { status, text } = await keeper.get(path);
      expect([path, status, text.includes(hostile)]).toEqual([path, 200, false]);
      expect(text).toContain('&lt;img src=x');
    }
    for (const path of [`/account/password-link/${invited}`]) {
      const { text } = await gallery.visitor().get(path);
      expect([text.includes(hostile), text.includes('&lt;img src=x')]).toEqual([false, true]);
    }
    const refused = await send(
      keeper,
      '/admin/users',
      [
        ['name', hostile],
        ['status', 'user'],
        ['email', hostile],
      ],
      '/admin/users/new',
    );
    expect([refused.status, refused.text.includes(hostile)]).toEqual([400, false]);
  });
});

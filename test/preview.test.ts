import { accounts, gallery as domain } from '@picturerail/core';
import { startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Client = ReturnType<TestGallery['visitor']>;

describe.each(testServers())('the gallery as somebody else sees it, on $name', ({ server }) => {
  let gallery: TestGallery;
  let adam: Client;
  let [adamId, ana, family, open, forFamily, forAdam, image] = [0, 0, 0, 0, 0, 0, 0];

  beforeAll(async () => {
    gallery = await startGallery({ server });
    adamId = await gallery.user('adam', { status: 'administrator' });
    adam = await gallery.as(adamId);
    ana = await gallery.user('ana <b>');
    family = await gallery.group('Family', [ana]);
    const only = (principal: { user: number } | { group: number }) => ({ entries: [{ principal, rights: ['view' as const] }] });
    open = await gallery.album('Open to all');
    forFamily = await gallery.album('For the family', { access: only({ group: family }) });
    forAdam = await gallery.album('For the administrator', { access: only({ user: adamId }) });
    image = await gallery.image(forFamily, { title: 'Secret picnic' });
    await gallery.image(open, { title: 'Open pier' });
    await gallery.jobs.run();
  });
  afterAll(() => gallery.close());

  const begin = async (as: string, at = '/', client = adam): Promise<string> => {
    const { status, headers } = await client.submit('/admin/preview', { as, at }, '/admin/users/new');
    expect(status).toBe(303);
    return headers.get('location') as string;
  };
  const prefixOf = (address: string) => /^\/preview\/[^/]+/.exec(address)?.[0] as string;

  it.each([
    ['visitor', false, 'as a visitor does'],
    ['user', true, '“ana &lt;b&gt;” does'],
    ['group', true, 'a member of “Family” does'],
  ])('shows a %s what that one may see, nothing of the administrator’s own, and says so', async (whom, seesFamily, said) => {
    const address = await begin(whom === 'visitor' ? whom : whom === 'user' ? `user-${ana}` : `group-${family}`);
    const { text, headers, status } = await adam.get(address);
    expect([status, headers.get('cache-control'), headers.get('etag')]).toEqual([200, 'private, no-store', null]);
    expect(text).toContain(said);
    expect([text.includes('Open to all'), text.includes('For the family'), text.includes('For the administrator')]).toEqual([true, seesFamily, false]);
    expect((await adam.page(`${prefixOf(address)}/albums/${forFamily}`)).status).toBe(seesFamily ? 200 : 404);
    expect((await adam.page(`${prefixOf(address)}/albums/${forAdam}`)).status).toBe(404);
  });

  it('keeps all links and bytes of a page below its address, and no shared cache keeps a byte', async () => {
    const prefix = prefixOf(await begin(`user-${ana}`));
    const { text } = await adam.page(`${prefix}/albums/${forFamily}`);
    const local = [...text.matchAll(/(?:href|src|action)="(\/[^"]*)"/g)].map(([, path]) => path as string);
    expect(local.filter((path) => !path.startsWith(prefix) && !path.startsWith('/assets/'))).toEqual([`/admin/users/${ana}`]);
    const bytes = /"(\/preview\/[^"]*\/media\/[^" ]*)"/.exec(text)?.[1] as string;
    const answer = await adam.get(bytes);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, 'image/jpeg', 'private, no-store']);
    const asVisitor = bytes.replace(prefix, prefixOf(await begin('visitor')));
    expect((await adam.get(asVisitor)).status).toBe(404);
    expect((await adam.page(`${prefix}/images/${image}`)).text).toContain('Secret picnic');
  });

  it('leads to the right address within it', async () => {
    const address = await begin(`user-${ana}`, `/albums/${forFamily}/old-name`);
    const { status, headers } = await adam.get(address);
    expect([status, headers.get('location')]).toEqual([301, `${prefixOf(address)}/albums/${forFamily}/for-the-family`]);
  });

  it('begins nowhere else, wherever the form says to go on', async () => {
    for (const at of ['https://evil.example/', '//evil.example', '/\\evil.example', '../..//evil.example']) {
      expect(await begin('visitor', at)).toMatch(/^\/preview\/visitor\.[\w-]+\.[\w-]+\/(?!\/)/);
    }
  });

  it.each([
    '/account',
    '/account/sign-in',
    '/admin',
    '/admin/users',
    '/setup/x',
    '/preview/x/',
    '/api/v1/albums',
    '/upload/1',
    '/uploads',
    '/uploads/1',
    '/robots.txt',
  ])('has no %s', async (path) => {
    const prefix = prefixOf(await begin(`user-${adamId}`));
    expect((await adam.get(prefix + path)).status).toBe(404);
  });

  it('only shows: no method changes anything, and the session stays as it was', async () => {
    const prefix = prefixOf(await begin(`user-${ana}`));
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      for (const path of ['/', '/account/sign-out', '/account/language', `/albums/${open}`])
        expect([method, path, (await adam.request(method, prefix + path)).status]).toEqual([method, path, 403]);
    }
    expect((await adam.get('/admin')).status).toBe(200);
  });

  it('is nobody’s but of who began it, in this session', async () => {
    const address = await begin('visitor');
    const other = await gallery.as(await gallery.user('berta', { status: 'webmaster' }));
    const again = await gallery.as(adamId);
    for (const client of [other, again, await gallery.as(ana), gallery.visitor()]) expect((await client.get(address)).status).toBe(404);
    const { text } = await other.get(address);
    expect(text).not.toContain('Open to all');
  });

  it.each([
    ['another person', (token: string) => token.replace(/visitor/, `user-${ana}`)],
    ['a later end', (token: string) => token.replace(/\.(\w+)\./, (_, end: string) => `.${(Number.parseInt(end, 36) + 1).toString(36)}.`)],
    ['no proof', (token: string) => token.replace(/\.[^.]+$/, '.')],
    ['more behind it', (token: string) => `${token}.x`],
    ['the status of a webmaster', (token: string) => token.replace(/visitor/, 'user-1')],
  ])('with %s in its address is none', async (_, change) => {
    const token = prefixOf(await begin('visitor')).slice('/preview/'.length);
    expect((await adam.get(`/preview/${change(token)}/`)).status).toBe(404);
  });

  it('is over after fifteen minutes', async () => {
    const { house } = gallery;
    const viewer = await domain.viewerOf(house.gallery, adamId, 'en');
    const session = [...adam.cookies].find(([name]) => name.startsWith('session'))?.[1] as string;
    const at = (clock: () => number) => ({ ...house.accounts, clock });
    const now = Date.now();
    const token = await accounts.startPreview(
      at(() => now),
      { viewer, token: session },
      'visitor',
    );
    const read = (minutes: number) =>
      accounts.readPreview(
        at(() => now + minutes * 60_000),
        { viewer, token: session },
        token,
      );
    expect([await read(14.9), await read(15)]).toMatchObject([{ as: 'visitor' }, null]);
  });

  it('ends with the session and with the status of who began it', async () => {
    const eve = await gallery.user('eve', { status: 'administrator' });
    const client = await gallery.as(eve);
    const address = await begin('visitor', '/', client);
    expect((await client.get(address)).status).toBe(200);
    await domain.updateUser(gallery.house.gallery, domain.system, eve, { status: 'user' });
    expect((await client.get(address)).status).toBe(404);
    const second = await begin('visitor');
    const session = new Map(adam.cookies);
    await adam.submit('/account/sign-out', {}, '/');
    for (const [name, value] of session) adam.cookies.set(name, value);
    expect((await adam.get(second)).status).toBe(404);
    adam = await gallery.as(adamId);
  });

  it('is of nobody of higher status, nobody who is deactivated, and nobody who is not there', async () => {
    const gone = await gallery.user('gone', { status: 'deactivated' });
    const codes = [];
    for (const as of ['user-1', `user-${gone}`, 'user-99999', 'group-99999', 'user-0', 'webmaster']) {
      codes.push((await adam.submit('/admin/preview', { as }, '/admin/users/new')).status);
    }
    expect(codes).toEqual([403, 409, 404, 404, 404, 404]);
    const risen = await gallery.user('risen');
    const address = await begin(`user-${risen}`);
    await domain.updateUser(gallery.house.gallery, domain.system, risen, { status: 'webmaster' });
    expect((await adam.get(address)).status).toBe(404);
  });

  it('is written down: who looked, and through whose eyes', async () => {
    await begin(`user-${ana}`);
    const [line = ''] = (await adam.get('/admin/activity/activity.jsonl?area=sign-in')).text.split('\n');
    expect(JSON.parse(line)).toMatchObject({ deed: 'preview-started', user: 'adam', object: 'ana <b>', object_id: ana, detail: 'user' });
  });

  it('is offered where people and albums are administered', async () => {
    expect((await adam.get(`/admin/users/${ana}`)).text).toContain(`name="as" value="user-${ana}"`);
    expect((await adam.get(`/admin/groups/${family}`)).text).toContain(`name="as" value="group-${family}"`);
    const { text } = await adam.get(`/admin/albums/${forFamily}`);
    expect([text.includes('name="as" value="visitor"'), text.includes(`name="as" value="group-${family}"`)]).toEqual([true, true]);
    expect((await adam.get('/admin/users/1')).text).not.toContain('name="as"');
  });
});

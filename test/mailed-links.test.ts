import { accounts, gallery as rooms } from '@picturerail/core';
import { startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSmtp, type TestSmtp } from '../core/src/mail/testing.ts';

const host = 'photos.example.org';
const bare = (text: string) => text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

describe.each(testServers())('links by mail on $name', ({ server }) => {
  let gallery: TestGallery;
  let smtp: TestSmtp;
  let asks = 0;

  beforeAll(async () => {
    smtp = await startSmtp();
    gallery = await startGallery({ server, env: { BASE_URL: `http://${host}`, TRUST_PROXY: '1' } });
    await gallery.house.settings.set('core', 'gallery', { 'mail.smtpUrl': `smtp://127.0.0.1:${smtp.port}`, 'mail.from': 'gallery@example.org' });
  });
  beforeEach(() => {
    smtp.received.length = 0;
  });
  afterAll(async () => {
    await gallery.close();
    await smtp.close();
  });

  /** A browser behind the proxy that the address leads to, each from a network of its own. */
  function browser() {
    asks += 1;
    const headers = { 'x-forwarded-host': host, 'x-forwarded-for': `203.0.${asks >> 8}.${asks & 255}` };
    const client = gallery.visitor();
    const get = (path: string) => client.get(path, headers);
    const submit = async (path: string, fields: Readonly<Record<string, string>>, from = path) => {
      const _csrf = /name="_csrf" value="([^"]*)"/.exec((await get(from)).text)?.[1] ?? '';
      const type = { 'content-type': 'application/x-www-form-urlencoded', origin: `http://${host}` };
      return client.request('POST', path, { headers: { ...headers, ...type }, body: new URLSearchParams({ ...fields, _csrf }).toString() });
    };
    return { get, submit };
  }
  const as = async (id: number) => {
    const client = browser();
    await client.submit(`/account/login-link/${await accounts.createLoginLink(gallery.house.accounts, id)}`, {});
    return client;
  };
  const user = async (name: string, email: string | null, status: 'user' | 'generic' | 'deactivated' = 'user') => {
    const id = await gallery.user(name, { password: 'seven brown foxes', status });
    await rooms.updateUser(gallery.house.gallery, rooms.system, id, { email });
    return id;
  };
  const ask = (who: string, client = browser()) => client.submit('/account/forgot', { who });
  /** Recipients of what was sent, with the path of the link in it. */
  async function mailed(): Promise<{ to: string; path: string }[]> {
    await gallery.jobs.run();
    const links = smtp.received.map(({ to, raw }) => ({
      to: to.join(),
      path: /http:\/\/photos\.example\.org(\/account\/password-link\/[\w-]+)/.exec(raw.replaceAll('=\r\n', ''))?.[1] ?? '',
    }));
    smtp.received.length = 0;
    return links.toSorted((one, other) => (one.to < other.to ? -1 : 1));
  }

  it('who has forgotten the password gets a link by name or by address, which sets another', async () => {
    await user('ana', 'Ana@Example.org');
    for (const who of ['ana', ' ANA ', 'ana@example.ORG']) {
      const { status, headers } = await ask(who);
      expect([status, headers.get('location')]).toEqual([303, '/account/forgot?sent']);
    }
    const links = await mailed();
    expect(links.map(({ to }) => to)).toEqual(['Ana@example.org', 'Ana@example.org', 'Ana@example.org']);
    const client = browser();
    expect(bare((await client.get(links[0]?.path ?? '')).text)).toContain('Choose a new password');
    expect((await client.submit(links[0]?.path ?? '', { password: 'three quiet lighthouses' })).status).toBe(303);
    expect((await client.get('/')).text).toContain('/account/sign-out');
    expect((await browser().get(links[1]?.path ?? '')).status).toBe(404);
  });

  it('nobody learns whether there is such an account: by the answer, or by what is done before it', async () => {
    await user('ben', 'ben@example.org');
    await user('no address', null);
    await user('shop', 'shop@example.org', 'generic');
    await user('former', 'former@example.org', 'deactivated');
    const answers = new Set<string>();
    for (const who of ['ben', 'nobody at all', 'no address', 'shop', 'former', 'former@example.org', `' OR '1'='1`]) {
      const client = browser();
      await client.get('/account/forgot');
      const before = gallery.house.database.stats().queries;
      const { status, text, headers } = await client.submit('/account/forgot', { who });
      answers.add(`${status} ${headers.get('location')} ${text} ${gallery.house.database.stats().queries - before}`);
    }
    expect([...answers]).toHaveLength(1);
    expect((await mailed()).map(({ to }) => to)).toEqual(['ben@example.org']);
  });

  it('a mailbox is not flooded by many who ask, and a network may not ask for ever', async () => {
    await user('cleo', 'cleo@example.org');
    for (let network = 0; network < 6; network += 1) expect((await ask('cleo')).status).toBe(303);
    expect(await mailed()).toHaveLength(3);
    const [client, answers] = [browser(), [] as number[]];
    for (let time = 0; time < 5; time += 1) answers.push((await ask('whoever', client)).status);
    expect(answers).toEqual([303, 303, 303, 429, 429]);
    expect((await ask('somebody else', client)).status).toBe(303);
  });

  it('a new user is invited by mail, and an administrator mails a link for another password', async () => {
    const keeper = await as(1);
    const made = await keeper.submit('/admin/users', { name: 'dora', status: 'user', email: 'dora@example.org' }, '/admin/users/new');
    expect([made.status, made.headers.get('location')]).toEqual([303, expect.stringMatching(/^\/admin\/users\/\d+\?done=invited$/)]);
    const path = made.headers.get('location')?.split('?')[0] ?? '';
    const page = (await keeper.get(`${path}?done=invited`)).text;
    expect(bare(page)).toContain('an invitation is on its way to dora@example.org');
    expect(page).not.toContain('/account/password-link/');
    const [invitation] = await mailed();
    expect(bare((await browser().get(invitation?.path ?? '')).text)).toContain('Welcome, dora');
    expect((await keeper.submit(path, { action: 'mail' })).headers.get('location')).toBe(`${path}?done=mailed`);
    expect(await mailed()).toHaveLength(1);
  });

  it('people make accounts themselves where the webmaster says so, with an address that is confirmed, in the groups that are named', async () => {
    const group = await gallery.group('Newcomers');
    await user('frida', 'frida@example.org');
    expect((await browser().get('/account/register')).status).toBe(404);
    expect((await browser().get('/account/sign-in')).text).not.toContain('/account/register');
    await gallery.house.settings.set('core', 'gallery', { registration: true, registrationGroups: ['NEWCOMERS', 'gone'] });
    expect((await browser().get('/account/sign-in')).text).toContain('href="/account/register"');
    const register = async (email: string) => {
      const { status, text, headers } = await browser().submit('/account/register', { email });
      return `${status} ${headers.get('location')} ${text}`;
    };
    expect(await register('greta@example.org')).toBe(await register('Frida@Example.org'));
    expect((await browser().submit('/account/register', { email: 'a@b, c@d' })).status).toBe(400);
    await gallery.jobs.run();
    const [first, second] = smtp.received.toSorted((one, other) => (String(one.to) < String(other.to) ? -1 : 1));
    expect([first?.to, second?.to]).toEqual([['Frida@example.org'], ['greta@example.org']]);
    expect(first?.raw).not.toContain('/account/registration/');
    const path = /\/account\/registration\/[\w.-]+/.exec(second?.raw.replaceAll('=\r\n', '') ?? '')?.[0] ?? '';
    const client = browser();
    for (let look = 0; look < 2; look += 1) expect(bare((await client.get(path)).text)).toContain('greta@example.org is confirmed');
    const [token, email] = path.slice('/account/registration/'.length).split('.');
    expect((await client.get(`/account/registration/${token}.${Buffer.from('eve@example.org').toString('base64url')}`)).status).toBe(404);
    expect(email).toBe(Buffer.from('greta@example.org').toString('base64url'));
    const taken = await client.submit(path, { name: 'FRIDA', password: 'three quiet lighthouses' });
    expect([taken.status, taken.text.includes('id="name-problem"')]).toEqual([409, true]);
    const made = await client.submit(path, { name: 'greta', password: 'three quiet lighthouses', status: 'webmaster', email: 'eve@example.org' });
    expect(made.status).toBe(303);
    expect((await client.get('/')).text).toContain('/account/sign-out');
    const greta = await rooms.findUser(gallery.house.gallery, 'greta');
    expect(greta).toMatchObject({ status: 'user', email: 'greta@example.org' });
    expect((await rooms.describeUser(gallery.house.gallery, rooms.system, greta?.id ?? 0))?.groups).toEqual([group]);
    expect((await browser().get(path)).status).toBe(404);
    await gallery.house.settings.set('core', 'gallery', { registration: null });
    expect((await browser().submit('/account/register', { email: 'late@example.org' }, '/account/sign-in')).status).toBe(404);
    smtp.received.length = 0;
  });

  it('registration is not switched on where nothing can be mailed', async () => {
    const { settings } = gallery.house;
    const off = { 'mail.smtpUrl': null, 'mail.from': null, registration: true };
    await expect(settings.set('core', 'gallery', off)).rejects.toMatchObject({
      code: 'setting-invalid',
      message: expect.stringContaining('confirmed by mail'),
    });
  });

  it('nothing is mailed before the gallery knows its address: the page says whom to ask', async () => {
    const id = await user('erna', 'erna@example.org');
    await gallery.restart({ env: {} });
    const page = await gallery.visitor().get('/account/forgot');
    expect(bare(page.text)).toContain('Ask its webmaster for a link');
    expect(page.text).not.toContain('name="who"');
    expect((await gallery.visitor().get('/account/sign-in')).text).toContain('href="/account/forgot"');
    const sent = await gallery.visitor().submit('/account/forgot', { who: 'erna' }, '/account/sign-in');
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/account/forgot']);
    const keeper = await gallery.as(1);
    const { text } = await keeper.get(`/admin/users/${id}`);
    expect([text.includes('value="mail"'), text.includes('value="link"')]).toEqual([false, true]);
    expect(await gallery.jobs.run()).toBe(0);
    expect(smtp.received).toEqual([]);
  });
});

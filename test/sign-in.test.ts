import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { accounts, gallery as rooms } from '@picturerail/core';
import { startGallery, type TestGallery } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let gallery: TestGallery;
let ana: number;
const password = 'seven brown foxes';

beforeAll(async () => {
  gallery = await startGallery();
  ana = await gallery.user('ana', { password });
});
afterAll(() => gallery.close());

const signIn = (name: string, given: string, next = '/') => {
  const client = gallery.visitor();
  return client.submit('/account/sign-in', { name, password: given, next }).then((answer) => ({ client, answer }));
};

describe('signing in', () => {
  it('opens a session and goes where one came from', async () => {
    const { client, answer } = await signIn('ana', password, '/newest?page=1');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/newest?page=1']);
    expect((await client.get('/')).text).toContain('/account/sign-out');
    const session = answer.headers.getSetCookie().find((line) => line.startsWith('session'));
    expect(session).toMatch(/; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/);
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])('never goes elsewhere: %s', async (next) => {
    const { answer } = await signIn('ana', password, next);
    expect(answer.headers.get('location')).toBe('/');
  });

  it('refuses an unknown name and a wrong password in the same words', async () => {
    const [unknown, wrong] = [await signIn('nobody', password), await signIn('ana', 'wrong')];
    expect([unknown.answer.status, wrong.answer.status]).toEqual([401, 401]);
    for (const { answer } of [unknown, wrong]) expect(answer.text).toContain('The name or the password is wrong.');
    expect(wrong.answer.text).toContain('value="ana"');
    expect(wrong.answer.text).not.toContain('"wrong"');
  });

  it('is spared who is signed in', async () => {
    const client = await gallery.as(ana);
    const { status, headers } = await client.get('/account/sign-in?next=/newest');
    expect([status, headers.get('location')]).toEqual([303, '/newest']);
  });

  it('is of no use once the account is deactivated, and open sessions end at once', async () => {
    const bob = await gallery.user('bob', { password });
    const client = await gallery.as(bob);
    await accounts.changeUser(gallery.house.accounts, rooms.system, bob, { status: 'deactivated' });
    expect((await client.get('/')).text).not.toContain('/account/sign-out');
    expect((await signIn('bob', password)).answer.status).toBe(401);
  });
});

describe('signing out', () => {
  it('ends the session everywhere and empties the browser’s cache', async () => {
    const client = await gallery.as(ana);
    const stolen = gallery.visitor();
    for (const [name, value] of client.cookies) stolen.cookies.set(name, value);
    const { status, headers } = await client.submit('/account/sign-out', {}, '/');
    expect([status, headers.get('location'), headers.get('clear-site-data')]).toEqual([303, '/', '"cache"']);
    expect((await stolen.get('/')).text).not.toContain('/account/sign-out');
  });

  it('is not done by a link', async () => {
    const client = await gallery.as(ana);
    expect((await client.get('/account/sign-out')).status).toBe(405);
    expect((await client.get('/')).text).toContain('/account/sign-out');
  });
});

describe('a login link', () => {
  it('is not used up by looking at it, and works once', async () => {
    const path = `/account/login-link/${await accounts.createLoginLink(gallery.house.accounts, ana)}`;
    const client = gallery.visitor();
    for (let look = 0; look < 3; look += 1) expect((await client.get(path)).text).toContain('ana');
    expect((await client.submit(path, {})).status).toBe(303);
    expect((await client.get('/')).text).toContain('/account/sign-out');
    expect((await gallery.visitor().get(path)).status).toBe(404);
  });
});

describe('a form', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const tokenOf = (text: string) => /name="_csrf" value="([^"]*)"/.exec(text)?.[1] ?? '';
  const fields = (token: string) => new URLSearchParams({ name: 'ana', password, _csrf: token }).toString();

  it('is refused without a token, and with one of somebody else', async () => {
    const client = gallery.visitor();
    await client.get('/account/sign-in');
    const foreign = tokenOf((await gallery.visitor().get('/account/sign-in')).text);
    for (const token of ['', 'x', foreign]) {
      expect((await client.request('POST', '/account/sign-in', { headers: form, body: fields(token) })).status).toBe(403);
    }
  });

  it.each([{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }])(
    'is refused from elsewhere, whatever its token: %o',
    async (headers) => {
      const client = gallery.visitor();
      const token = tokenOf((await client.get('/account/sign-in')).text);
      expect(token).not.toBe('');
      expect((await client.request('POST', '/account/sign-in', { headers: { ...form, ...headers }, body: fields(token) })).status).toBe(403);
    },
  );

  it('is refused when it grows too large without having said so, and the next one is served', async () => {
    const sent = request(new URL('/account/sign-in', gallery.url), { method: 'POST', headers: form, agent: false });
    const answered = once(sent, 'response');
    sent.on('error', () => undefined);
    for (let parts = 0; parts < 3; parts += 1) sent.write('x'.repeat(100_000));
    const [answer] = (await answered) as [IncomingMessage];
    answer.resume();
    sent.destroy();
    expect(answer.statusCode).toBe(413);
    expect((await gallery.visitor().get('/account/sign-in')).status).toBe(200);
  });

  it('is refused when it is too large or of another type', async () => {
    const client = gallery.visitor();
    const large = await client.request('POST', '/account/sign-in', { headers: form, body: `name=${'x'.repeat(300_000)}` });
    const json = await client.request('POST', '/account/sign-in', { headers: { 'content-type': 'application/json' }, body: '{}' });
    expect([large.status, json.status]).toEqual([413, 415]);
  });
});

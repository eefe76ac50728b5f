import { accounts, gallery as rooms } from '@picturerail/core';
import { type Client, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const bare = (text: string) => text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
const password = 'seven brown foxes';
const fresh = 'three quiet lighthouses';
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

describe.each(testServers())('one’s own account on $name', ({ server }) => {
  let gallery: TestGallery;
  beforeAll(async () => {
    gallery = await startGallery({ server });
  });
  afterAll(() => gallery.close());

  const someone = async (name: string, status: 'user' | 'generic' = 'user') => {
    const id = await gallery.user(name, { password, status });
    return { id, client: await gallery.as(id) };
  };
  const change = (client: Client, fields: Readonly<Record<string, string>>) => client.submit('/account', fields);
  const isIn = async (client: Client) => (await client.get('/')).text.includes('/account/sign-out');
  const sessionsOf = (id: number) => accounts.listSessions(gallery.house.accounts, id);

  it('is behind the sign-in, which leads back to it', async () => {
    const visitor = gallery.visitor();
    const { status, headers } = await visitor.get('/account');
    expect([status, headers.get('location')]).toEqual([303, '/account/sign-in?next=%2Faccount']);
    const sent = await visitor.request('POST', '/account', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'action=end-others' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/account/sign-in?next=%2Faccount']);
  });

  it('is reached by one’s name on every page, and says what it is', async () => {
    const { client } = await someone('<img src=x onerror=alert(1)>');
    expect((await client.get('/')).text).toContain('<a href="/account">&lt;img src=x');
    const { status, text, headers } = await client.get('/account');
    expect([status, headers.get('cache-control'), text.includes('<img src=x')]).toEqual([200, 'no-store', false]);
    expect(bare(text)).toContain('User');
  });

  it('has a language, which pages follow from then on', async () => {
    const { id, client } = await someone('lena');
    await client.submit('/account/language', { language: 'fr', next: '/' }, '/account');
    expect((await change(client, { action: 'language', language: 'de' })).headers.get('location')).toBe('/account?done=language');
    expect((await client.get('/')).text).toContain('<html lang="de"');
    await change(client, { action: 'language', language: 'klingon' });
    expect(await rooms.findUser(gallery.house.gallery, id)).toMatchObject({ language: null });
  });

  it('has an address, which is changed by who knows the password', async () => {
    const { id, client } = await someone('emil');
    const wrong = await change(client, { action: 'email', email: 'emil@example.org', confirm: 'not it at all' });
    expect([wrong.status, wrong.text.includes('id="confirm-problem"'), wrong.text.includes('value="emil@example.org"')]).toEqual([403, true, true]);
    const invalid = await change(client, { action: 'email', email: 'emil', confirm: password });
    expect([invalid.status, invalid.text.includes('id="email-problem"')]).toEqual([400, true]);
    const link = await accounts.createPasswordLink(gallery.house.accounts, rooms.system, id, 'reset');
    expect((await change(client, { action: 'email', email: 'emil@example.org', confirm: password })).status).toBe(303);
    expect(await rooms.findUser(gallery.house.gallery, id)).toMatchObject({ email: 'emil@example.org' });
    expect((await client.get(`/account/password-link/${link}`)).status).toBe(404);
  });

  it('has a password, which is changed by who knows it, and ends what is open elsewhere', async () => {
    const { id, client } = await someone('paul');
    const elsewhere = await gallery.as(id);
    const wrong = await change(client, { action: 'password', old: 'not it at all', password: fresh });
    expect([wrong.status, wrong.text.includes('id="old-problem"')]).toEqual([403, true]);
    const weak = await change(client, { action: 'password', old: password, password: 'paul paul paul' });
    expect([weak.status, weak.text.includes('id="password-problem"'), weak.text.includes('paul paul paul')]).toEqual([400, true, false]);
    expect(await isIn(elsewhere)).toBe(true);
    expect((await change(client, { action: 'password', old: password, password: fresh })).headers.get('location')).toBe('/account?done=password');
    expect([await isIn(client), await isIn(elsewhere)]).toEqual([true, false]);
    expect((await gallery.visitor().submit('/account/sign-in', { name: 'paul', password: fresh })).status).toBe(303);
  });

  it('does not let the password be guessed by who sits at somebody’s screen', async () => {
    const { id, client } = await someone('gustav');
    const answers: number[] = [];
    for (let guess = 0; guess < 7; guess += 1) answers.push((await change(client, { action: 'password', old: `guess ${guess}`, password: fresh })).status);
    expect(answers).toEqual([403, 403, 403, 403, 403, 429, 429]);
    const late = await change(client, { action: 'password', old: password, password: fresh });
    expect([late.status, Number(late.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect((await gallery.visitor().submit('/account/sign-in', { name: 'gustav', password })).status).toBe(303);
    expect(await sessionsOf(id)).toHaveLength(2);
  });

  it('lists where it is signed in, and ends one session or all others, never those of somebody else', async () => {
    const { id, client } = await someone('maria');
    const other = await someone('moritz');
    const abroad = gallery.visitor();
    const page = await abroad.get('/account/sign-in');
    await abroad.request('POST', '/account/sign-in', {
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', 'user-agent': firefox },
      body: new URLSearchParams({ name: 'maria', password, _csrf: /name="_csrf" value="([^"]*)"/.exec(page.text)?.[1] ?? '' }).toString(),
    });
    const third = await gallery.as(id);
    const shown = bare((await client.get('/account')).text);
    expect(shown).toContain('Firefox on Windows');
    expect(shown).toContain('This device');
    const foreign = (await sessionsOf(other.id))[0]?.id ?? 0;
    await change(client, { action: 'end', session: String(foreign) });
    expect(await isIn(other.client)).toBe(true);
    const windows = (await sessionsOf(id)).find(({ agent }) => agent === firefox)?.id ?? 0;
    await change(client, { action: 'end', session: String(windows) });
    expect([await isIn(abroad), await isIn(third), await isIn(client)]).toEqual([false, true, true]);
    await change(client, { action: 'end-others' });
    expect([await isIn(third), await isIn(client)]).toEqual([false, true]);
    expect((await client.get('/account')).text).not.toContain('end-others');
  });

  it('that is shared changes neither password nor address nor language, and says so', async () => {
    const { id, client } = await someone('kiosk', 'generic');
    const { text } = await client.get('/account');
    expect(bare(text)).toContain('This account is shared');
    expect(text).not.toContain('name="password"');
    const elsewhere = await gallery.as(id);
    expect((await client.get('/account')).text).not.toContain('end-others');
    expect((await client.submit('/account', { action: 'end-others' }, '/account')).status).toBe(404);
    expect(await isIn(elsewhere)).toBe(true);
    for (const fields of [
      { action: 'password', old: password, password: fresh },
      { action: 'email', email: 'k@example.org', confirm: password },
      { action: 'language', language: 'de' },
    ]) {
      expect([fields.action, (await change(client, fields)).status]).toEqual([fields.action, 403]);
    }
    expect(await rooms.findUser(gallery.house.gallery, id)).toMatchObject({ email: null, language: null });
  });

  it('takes the fields it names and no others', async () => {
    const { id, client } = await someone('clara');
    await change(client, { action: 'language', language: 'de', status: 'webmaster', name: 'keeper 2', passwordHash: 'x', id: '1' });
    expect(await rooms.findUser(gallery.house.gallery, id)).toMatchObject({ name: 'clara', status: 'user' });
    expect((await change(client, { action: 'promote', status: 'webmaster' })).status).toBe(404);
  });
});

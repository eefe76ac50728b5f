import { type Client, startGallery, type TestGallery } from '@picturerail/testing';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const servers = [{ name: 'SQLite', server: undefined }, ...(process.env.TEST_DATABASE_URL ? [{ name: 'MariaDB', server: process.env.TEST_DATABASE_URL }] : [])];
const password = 'seven brown foxes';
const halfMinute = 30_000;
const step = '/account/sign-in/step';

describe.each(servers)('a second factor by code, on $name', ({ server }) => {
  let g: TestGallery;
  beforeAll(async () => {
    g = await startGallery({ plugins: ['totp'], server });
  });
  afterAll(() => g.close());

  const codeOf = (secret: string, later = 0) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: g.clock.now() + later });
  const isIn = async (client: Client) => (await client.get('/')).text.includes('/account/sign-out');
  const wrongFor = (secret: string) => {
    const right = new Set([-halfMinute, 0, halfMinute, 2 * halfMinute].map((later) => codeOf(secret, later)));
    return ['000000', '111111', '222222', '333333', '444444'].find((code) => !right.has(code)) ?? '';
  };

  const begun = async (client: Client) => {
    const { text } = await client.submit('/p/totp/begin', {}, '/p/totp');
    return (/<code>([A-Z2-7 ]+)<\/code>/.exec(text)?.[1] ?? '').replaceAll(' ', '');
  };
  /** Somebody with a second factor, half a minute after it was set up. */
  const someone = async (name: string) => {
    const id = await g.user(name, { password });
    const client = await g.as(id);
    const secret = await begun(client);
    const shown = await client.submit('/p/totp/confirm', { code: codeOf(secret), password }, '/p/totp');
    const codes = [...shown.text.matchAll(/<code>([\w-]{19})<\/code>/g)].map(([, code]) => code ?? '');
    g.clock.advance(halfMinute);
    return { id, name, client, secret, codes };
  };
  const typed = (client: Client, code: string) => client.submit(step, { code });
  const passwordOf = async (name: string, next = '/newest') => {
    const client = g.visitor();
    return { client, answer: await client.submit('/account/sign-in', { name, password, next }) };
  };

  it('is set up with a code and the password, on the page of the own account', async () => {
    const id = await g.user('ana', { password });
    const client = await g.as(id);
    expect((await client.get('/account')).text).toContain('You sign in with the password alone.');
    const secret = await begun(client);
    expect(secret).toHaveLength(32);
    const wrong = await client.submit('/p/totp/confirm', { code: wrongFor(secret), password }, '/p/totp');
    expect([wrong.status, wrong.text.includes('id="code-problem"'), wrong.text.includes(secret.slice(0, 4))]).toEqual([403, true, true]);
    const stranger = await client.submit('/p/totp/confirm', { code: codeOf(secret), password: 'not it at all' }, '/p/totp');
    expect([stranger.status, stranger.text.includes('id="password-problem"')]).toEqual([403, true]);
    expect((await passwordOf('ana')).answer.headers.get('location')).toBe('/newest');
    const shown = await client.submit('/p/totp/confirm', { code: codeOf(secret), password }, '/p/totp');
    expect([shown.status, shown.text.match(/<li><code>/g)?.length]).toEqual([200, 10]);
    expect((await client.get('/account')).text).toContain('a code of your app beside the password');
    expect((await client.get('/p/totp')).text).not.toContain(secret.slice(0, 4));
  });

  it('leaves nothing in the database that a copy of it could be read for', async () => {
    const { secret, codes } = await someone('secretive');
    const rows = JSON.stringify([
      await g.house.database.read.all('SELECT * FROM p_totp__factors'),
      await g.house.database.read.all('SELECT * FROM p_totp__recovery'),
    ]);
    expect(rows).not.toContain(secret);
    for (const code of codes) expect([rows.includes(code), rows.includes(code.replaceAll('-', ''))]).toEqual([false, false]);
  });

  it('is asked for after the password, and before it nobody is signed in', async () => {
    const { name, secret } = await someone('berta');
    const { client, answer } = await passwordOf(name);
    expect([answer.status, answer.headers.get('location'), await isIn(client)]).toEqual([303, step, false]);
    expect(answer.headers.getSetCookie().find((line) => line.startsWith('pending'))).toMatch(/; Path=\/account\/sign-in; Max-Age=600; HttpOnly; SameSite=Lax$/);
    const page = await client.get(step);
    expect([page.text.includes('autocomplete="one-time-code"'), page.headers.get('cache-control')]).toEqual([true, 'no-store']);
    expect((await client.get('/account')).status).toBe(303);
    const wrong = await typed(client, wrongFor(secret));
    expect([wrong.status, wrong.text.includes('id="code-problem"'), await isIn(client)]).toEqual([401, true, false]);
    const right = await typed(client, codeOf(secret));
    expect([right.status, right.headers.get('location'), await isIn(client)]).toEqual([303, '/newest', true]);
  });

  it('takes each code once, from whoever comes first', async () => {
    const { name, secret } = await someone('carla');
    const [one, other, third] = [await passwordOf(name), await passwordOf(name), await passwordOf(name)];
    const code = codeOf(secret);
    const answers = await Promise.all([typed(one.client, code), typed(other.client, code)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 401]);
    expect((await typed(third.client, code)).status).toBe(401);
    expect((await typed(third.client, codeOf(secret, -halfMinute))).status).toBe(401);
    g.clock.advance(halfMinute);
    expect((await typed(third.client, codeOf(secret))).status).toBe(303);
  });

  it('takes each recovery code once, however it is written', async () => {
    const { name, codes, client } = await someone('doris');
    const [one, other] = [await passwordOf(name), await passwordOf(name)];
    expect((await typed(one.client, ` ${(codes[0] ?? '').toUpperCase().replaceAll('-', ' ')}`)).status).toBe(303);
    expect((await typed(other.client, codes[0] ?? '')).status).toBe(401);
    expect((await typed(other.client, codes[1] ?? '')).status).toBe(303);
    expect((await client.get('/p/totp')).text).toContain('8 recovery codes are left.');
    await client.submit('/p/totp/codes', { password }, '/p/totp');
    expect((await typed((await passwordOf(name)).client, codes[2] ?? '')).status).toBe(401);
  });

  it('cannot be guessed, from wherever, and where its owner has signed in before he is not kept out', async () => {
    const { name, secret } = await someone('emil');
    const known = g.visitor();
    await known.submit('/account/sign-in', { name, password });
    expect((await typed(known, codeOf(secret))).status).toBe(303);
    g.clock.advance(halfMinute);
    const answers: number[] = [];
    for (let guess = 0; guess < 7; guess += 1) answers.push((await typed((await passwordOf(name)).client, wrongFor(secret))).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 429, 429]);
    const stranger = await typed((await passwordOf(name)).client, codeOf(secret));
    expect([stranger.status, Number(stranger.headers.get('retry-after')) > 0]).toEqual([429, true]);
    await known.submit('/account/sign-out', {}, '/');
    await known.submit('/account/sign-in', { name, password });
    expect((await typed(known, codeOf(secret))).status).toBe(303);
  });

  it('is bound to the browser that gave the password, for ten minutes, and to the password of then', async () => {
    const { client, name, secret } = await someone('frida');
    const other = g.visitor();
    expect((await other.get(step)).headers.get('location')).toBe('/account/sign-in?over');
    expect((await other.submit(step, { code: codeOf(secret) }, '/account/sign-in')).headers.get('location')).toBe('/account/sign-in?over');
    const late = await passwordOf(name);
    g.clock.advance(11 * 60_000);
    expect((await late.client.get(step)).headers.get('location')).toBe('/account/sign-in?over');
    expect((await late.client.get('/account/sign-in?over')).text).toContain('That took too long');
    const changed = await passwordOf(name);
    await client.submit('/account', { action: 'password', old: password, password: 'three quiet lighthouses' });
    expect((await changed.client.get(step)).headers.get('location')).toBe('/account/sign-in?over');
    for (const one of [other, late.client, changed.client]) expect(await isIn(one)).toBe(false);
  });

  it('never leads out of the gallery', async () => {
    const { name, secret } = await someone('gerda');
    const { client } = await passwordOf(name, '//evil.example/x');
    expect((await typed(client, codeOf(secret))).headers.get('location')).toBe('/');
  });

  it('is asked for after a link that sets the password too', async () => {
    const { id, secret } = await someone('hanna');
    const keeper = await g.as(1);
    const page = await keeper.submit(`/admin/users/${id}`, { action: 'link' });
    const path = /\/account\/password-link\/[\w-]+/.exec(page.text)?.[0] ?? '';
    const client = g.visitor();
    const answer = await client.submit(path, { password: 'three quiet lighthouses' });
    expect([answer.headers.get('location'), await isIn(client)]).toEqual([step, false]);
    expect((await typed(client, codeOf(secret))).status).toBe(303);
    expect(await isIn(client)).toBe(true);
  });

  it('is turned off with the password alone', async () => {
    const { client, name } = await someone('ines');
    expect((await client.submit('/p/totp/off', { password: 'not it at all' }, '/p/totp')).status).toBe(403);
    expect((await passwordOf(name)).answer.headers.get('location')).toBe(step);
    expect((await client.submit('/p/totp/off', { password }, '/p/totp')).headers.get('location')).toBe('/account');
    expect((await passwordOf(name)).answer.headers.get('location')).toBe('/newest');
  });

  it('is nothing for visitors and shared accounts', async () => {
    const kiosk = await g.as(await g.user('kiosk', { password, status: 'generic' }));
    expect([(await g.visitor().get('/p/totp')).status, (await kiosk.get('/p/totp')).status]).toEqual([404, 404]);
    expect((await kiosk.get('/account')).text).not.toContain('totp-heading');
  });

  it('keeps everybody out who has one while the plugin does not run, but for a link of the command line', async () => {
    const { id, name, secret } = await someone('julia');
    const halfway = await passwordOf(name);
    await g.plugins.deactivate('totp');
    for (const client of [halfway.client, (await passwordOf(name)).client]) {
      const page = await client.get(step);
      expect([page.status, page.text.includes('cannot be checked now')]).toEqual([503, true]);
      const sent = await client.submit(step, { code: codeOf(secret) }, '/account/sign-in');
      expect([sent.status, await isIn(client)]).toEqual([503, false]);
    }
    expect(await isIn(await g.as(id))).toBe(true);
    await g.plugins.activate('totp');
    expect((await typed(halfway.client, codeOf(secret))).status).toBe(303);
  });

  it('is removed by an administrator, for who has lost the phone', async () => {
    const { id, name } = await someone('lotte');
    const keeper = await g.as(1);
    expect((await keeper.get(`/admin/users/${id}`)).text).toContain('Second factor by code');
    await keeper.submit(`/admin/users/${id}`, { action: 'second-factor' });
    expect((await passwordOf(name)).answer.headers.get('location')).toBe('/newest');
    expect((await keeper.get('/admin/activity')).text).toContain('Second factor removed');
  });

  it('lets in without it once a webmaster has let go of it', async () => {
    const { client, name } = await someone('karla');
    const keeper = await g.as(1);
    expect((await keeper.get('/admin/plugins/totp')).text).toContain('until you let them in without it');
    await keeper.submit('/admin/plugins/totp', { action: 'deactivate', release: 'yes', sure: 'yes' });
    expect((await passwordOf(name)).answer.headers.get('location')).toBe('/newest');
    await g.plugins.activate('totp');
    expect((await passwordOf(name)).answer.headers.get('location')).toBe('/newest');
    expect((await client.get('/account')).text).toContain('You sign in with the password alone.');
  });
});

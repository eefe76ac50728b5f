import { accounts, gallery as rooms } from '@picturerail/core';
import { type Client, startGallery, type TestGallery, testServers } from '@picturerail/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { examine } from '../core/src/upkeep/examine.ts';

const folder = new URL('./plugins/with-steps/', import.meta.url);
const id = 'with-steps';
const password = 'seven brown foxes';
const step = '/account/sign-in/step';

describe.each(testServers())('what plugins ask after the password, on $name', ({ server }) => {
  let gallery: TestGallery;
  beforeAll(async () => {
    gallery = await startGallery({ server, plugins: [folder] });
  });
  afterEach(() => {
    delete process.env.TEST_STEP_FAULT;
  });
  afterAll(() => gallery.close());

  const isIn = async (client: Client) => (await client.get('/')).text.includes('/account/sign-out');
  const pendingRows = async () => (await gallery.house.database.read.all('SELECT id FROM pending_sign_ins')).length;
  /** Somebody of whom these steps are asked. */
  const someone = async (name: string, ...steps: string[]) => {
    const userId = await gallery.user(name, { password });
    const client = await gallery.as(userId);
    for (const one of steps) await client.submit(`/p/${id}/require`, { step: one }, '/account');
    return { userId, client };
  };
  const passwordOf = async (name: string, client = gallery.visitor()) => {
    const answer = await client.submit('/account/sign-in', { name, password, next: '/newest' });
    return { client, leadsTo: answer.headers.get('location') };
  };
  const answer = (client: Client, fields: Readonly<Record<string, string>>) => client.submit(step, fields);

  it('is asked of those whom the plugin names, and of nobody else', async () => {
    await someone('asked', 'riddle');
    await someone('spared');
    expect([(await passwordOf('asked')).leadsTo, (await passwordOf('spared')).leadsTo]).toEqual([step, '/newest']);
  });

  it('is asked one after the other, and no step is passed by answering another', async () => {
    await someone('both', 'riddle', 'terms');
    const { client } = await passwordOf('both');
    expect((await client.get(step)).text).toContain('Riddle');
    // Fields of the second, sent to the first, are wrong there.
    expect((await answer(client, { agreed: 'yes' })).status).toBe(401);
    expect((await answer(client, { number: '7' })).headers.get('location')).toBe(step);
    expect([await isIn(client), (await client.get(step)).text.includes('Terms')]).toEqual([false, true]);
    const wrong = await answer(client, { agreed: 'no' });
    expect([wrong.status, wrong.text.includes('role="alert"'), await isIn(client)]).toEqual([401, true, false]);
    const right = await answer(client, { agreed: 'yes' });
    expect([right.headers.get('location'), await isIn(client)]).toEqual(['/newest', true]);
    expect((await client.get(step)).headers.get('location')).toBe('/');
  });

  it('opens one session for one password, however often the answer is sent', async () => {
    const { userId } = await someone('double', 'riddle');
    const { client } = await passwordOf('double');
    const twin = gallery.visitor();
    for (const [name, value] of client.cookies) twin.cookies.set(name, value);
    const before = (await accounts.listSessions(gallery.house.accounts, userId)).length;
    await client.get(step);
    const answers = await Promise.all([answer(client, { number: '7' }), answer(twin, { number: '7' })]);
    expect(answers.map(({ headers }) => headers.get('location')).toSorted()).toEqual(['/account/sign-in?over', '/newest']);
    expect(await accounts.listSessions(gallery.house.accounts, userId)).toHaveLength(before + 1);
  });

  it('gives no rights to who holds the cookie between, and takes no cookie that somebody made up', async () => {
    await someone('halfway', 'riddle');
    const { client } = await passwordOf('halfway');
    for (const path of ['/account', '/p/with-steps/sealed']) expect((await client.get(path)).text).not.toContain('halfway');
    const [name = '', token = ''] = [...client.cookies].find(([cookie]) => cookie.startsWith('pending')) ?? [];
    const sessions = name.replace('pending', 'session');
    const bold = gallery.visitor();
    bold.cookies.set(sessions, token);
    expect(await isIn(bold)).toBe(false);
    const made = gallery.visitor();
    made.cookies.set(name, `${token.slice(0, -2)}xx`);
    expect((await made.get(step)).headers.get('location')).toBe('/account/sign-in?over');
  });

  it('begins with a token of its own each time, whatever the browser brings', async () => {
    await someone('fixed', 'riddle');
    const { client } = await passwordOf('fixed');
    const tokenOf = () => [...client.cookies].find(([cookie]) => cookie.startsWith('pending'))?.[1];
    const planted = tokenOf();
    await passwordOf('fixed', client);
    expect(tokenOf()).not.toBe(planted);
  });

  it.each(['throws', 'nothing', 'true', 'both'])('refuses when the check answers badly: %s', async (fault) => {
    await someone(`check ${fault}`, 'riddle');
    const { client } = await passwordOf(`check ${fault}`);
    await client.get(step);
    process.env.TEST_STEP_FAULT = fault;
    const refused = await answer(client, { number: '7' });
    expect([refused.status, refused.text.includes('cannot be checked now'), refused.text.includes('broken'), await isIn(client)]).toEqual([
      503,
      true,
      false,
      false,
    ]);
  });

  it('refuses when the page cannot be made', async () => {
    await someone('no page', 'riddle');
    process.env.TEST_STEP_FAULT = 'show';
    const { client } = await passwordOf('no page');
    expect((await client.get(step)).status).toBe(503);
  });

  it('keeps nothing of a requirement whose transaction was undone', async () => {
    const { client } = await someone('undone');
    expect((await client.submit(`/p/${id}/undone`, {}, '/account')).text).toBe('{"asked":false}');
  });

  it('ends with the account, and is swept when its time is over', async () => {
    const { userId } = await someone('leaver', 'riddle');
    const { client } = await passwordOf('leaver');
    await accounts.changeUser(gallery.house.accounts, rooms.system, userId, { status: 'deactivated' });
    expect((await client.get(step)).headers.get('location')).toBe('/account/sign-in?over');
    await someone('sleeper', 'riddle');
    await passwordOf('sleeper');
    expect(await pendingRows()).toBeGreaterThan(0);
    gallery.clock.advance(11 * 60_000);
    await accounts.sweepAccounts(gallery.house.accounts);
    expect(await pendingRows()).toBe(0);
  });

  it('seals secrets for their owner and for what they are about', async () => {
    expect((await gallery.visitor().get(`/p/${id}/sealed`)).text).toBe('{"plain":false,"own":"a secret","moved":null}');
  });

  it('is named by doctor while the plugin does not run, and is gone when a webmaster lets go of it', async () => {
    await someone('waiting', 'riddle');
    const findings = async () => (await examine(gallery.house)).filter(({ code }) => code === 'sign-in-step-unmet').flatMap(({ examples }) => examples);
    expect(await findings()).toEqual([]);
    await gallery.restart({ plugins: [] });
    expect(await findings()).toEqual([expect.stringMatching(/^\d+ users \(by "with-steps"\)$/)]);
    const { client } = await passwordOf('waiting');
    expect((await client.get(step)).status).toBe(503);
    const keeper = await gallery.as(1);
    expect((await keeper.get('/admin/plugins')).text).toContain('cannot sign in until it runs again');
    await keeper.submit(`/admin/plugins/${id}`, { action: 'release', sure: 'yes' }, '/admin/plugins');
    expect([await findings(), (await passwordOf('waiting')).leadsTo]).toEqual([[], '/newest']);
  });
});

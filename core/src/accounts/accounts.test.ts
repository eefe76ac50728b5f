import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { isGalleryError, type Status } from '@picturerail/sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createGallery,
  createGroup,
  createUser,
  everyonePrincipal,
  type Gallery,
  joinGroup,
  leaveGroup,
  removeUser,
  signedInPrincipal,
  system,
  updateUser,
  viewerOf,
} from '#gallery';
import { createSettings, type Settings } from '#settings';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { type Accounts, createAccounts } from './accounts.ts';
import { changePassword } from './change-password.ts';
import { changeStatus } from './change-status.ts';
import { completeSetup, type SetupAnswers } from './complete-setup.ts';
import { consumeLoginLink, createLoginLink, readLoginLink } from './login-links.ts';
import { hashPassword } from './password.ts';
import { requestIdentity } from './request-identity.ts';
import { listSessions, renewSession, signOut, signOutEverywhere, startSession } from './sessions.ts';
import { createSetupToken, setupTokenIsValid } from './setup-token.ts';
import { type SignInRequest, signIn } from './sign-in.ts';
import { sweepAccounts } from './sweep.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const key = randomBytes(32);
const minute = 60_000;
const day = 86_400_000;
const password = 'vier alte Kamele';

describe.each(testDatabases())('accounts on $name', ({ open }) => {
  let test: TestDatabase;
  let gallery: Gallery;
  let settings: Settings;
  let a: Accounts;
  let now: number;
  let passwordHash: string;

  beforeEach(async () => {
    test = await open();
    now = Date.UTC(2026, 0, 1);
    const clock = () => now;
    settings = createSettings({ database: test.database, key, log: silent });
    gallery = createGallery({ database: test.database, log: silent, clock });
    a = createAccounts({ database: test.database, gallery, settings, key, log: silent, clock });
    passwordHash ??= await hashPassword(password);
  });
  afterEach(() => test.drop());

  const user = (name: string, status: Status = 'user') => createUser(gallery, system, { name, status, passwordHash });
  const code = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (isGalleryError(error) ? error.code : String(error)),
    );
  const attempt = (request: Partial<SignInRequest> = {}) => signIn(a, { name: 'ana', password, ip: '192.0.2.1', ...request });
  const wrong = (request: Partial<SignInRequest> = {}) => code(attempt({ password: 'something else', ...request }));

  describe('who asks', () => {
    it('is a visitor without a token, and with one that nobody gave out', async () => {
      const nobody = { user: null, principals: [everyonePrincipal], revisions: { access: expect.any(Number), registry: 1, settings: 1 }, renew: false };
      expect(await requestIdentity(a, null)).toEqual(nobody);
      expect(await requestIdentity(a, 'made-up')).toEqual(nobody);
    });

    it('is the session’s user with the principals of himself and his groups, as the gallery closes them', async () => {
      const id = await user('ana');
      const [family, clients] = [await createGroup(gallery, system, { name: 'family' }), await createGroup(gallery, system, { name: 'clients' })];
      await createGroup(gallery, system, { name: 'others' });
      for (const group of [family, clients]) await joinGroup(gallery, system, group, id);
      const token = await startSession(a, id);
      const identity = await requestIdentity(a, token);
      expect(identity.user).toEqual({ id, name: 'ana', status: 'user', language: null });
      expect(identity.principals).toEqual((await viewerOf(gallery, id, 'en')).principals);
      expect(identity.principals).toHaveLength(5);
      expect(identity.principals.slice(0, 2)).toEqual([everyonePrincipal, signedInPrincipal]);
      await leaveGroup(gallery, system, clients, id);
      expect((await requestIdentity(a, token)).principals).toHaveLength(4);
    });

    it('is learnt by one query, revisions included', async () => {
      const token = await startSession(a, await user('ana'));
      for (const one of [null, token]) {
        const before = test.database.stats().queries;
        await requestIdentity(a, one);
        expect(test.database.stats().queries - before).toBe(1);
      }
    });

    it('sees a change of settings in the revisions', async () => {
      const before = (await requestIdentity(a, null)).revisions.settings;
      await settings.set('core', 'gallery', { galleryName: 'New' });
      expect((await requestIdentity(a, null)).revisions.settings).toBe(before + 1);
    });
  });

  describe('a session', () => {
    it('is stored as a hash only', async () => {
      const token = await startSession(a, await user('ana'), { ip: '192.0.2.1', agent: 'x'.repeat(1000) });
      expect(Buffer.from(token, 'base64url')).toHaveLength(32);
      const rows = await test.database.read.all('SELECT * FROM sessions');
      expect(rows).toHaveLength(1);
      expect(JSON.stringify(rows)).not.toContain(token);
    });

    it('ends 30 days after it was last extended, and is extended at most once a day', async () => {
      const token = await startSession(a, await user('ana'));
      now += day - 1;
      expect((await requestIdentity(a, token)).renew).toBe(false);
      now += 2;
      expect((await requestIdentity(a, token)).renew).toBe(true);
      await renewSession(a, token);
      expect((await requestIdentity(a, token)).renew).toBe(false);
      now += 30 * day - 1;
      expect((await requestIdentity(a, token)).user).not.toBeNull();
      now += 1;
      expect((await requestIdentity(a, token)).user).toBeNull();
      await renewSession(a, token);
      expect((await requestIdentity(a, token)).user).toBeNull();
    });

    it('ends by signing out, the others go on', async () => {
      const id = await user('ana');
      const tokens = [await startSession(a, id), await startSession(a, id)] as const;
      await signOut(a, tokens[0]);
      expect((await requestIdentity(a, tokens[0])).user).toBeNull();
      expect((await requestIdentity(a, tokens[1])).user).not.toBeNull();
    });

    it('ends by signing out everywhere, but for the one that asks and for other users’', async () => {
      const id = await user('ana');
      const tokens = [await startSession(a, id), await startSession(a, id), await startSession(a, id)] as const;
      const other = await startSession(a, await user('ben'));
      expect(await signOutEverywhere(a, id, tokens[1])).toBe(2);
      const alive = await Promise.all([...tokens, other].map(async (token) => (await requestIdentity(a, token)).user !== null));
      expect(alive).toEqual([false, true, false, true]);
    });

    it('is listed with where it came from, last used first', async () => {
      const id = await user('ana');
      await startSession(a, id, { ip: '192.0.2.1', agent: 'Firefox' });
      now += minute;
      const token = await startSession(a, id, { ip: '2001:db8::1' });
      expect(await listSessions(a, id, token)).toMatchObject([
        { current: true, ip: '2001:db8::1', agent: null, createdAt: now },
        { current: false, ip: '192.0.2.1', agent: 'Firefox', createdAt: now - minute },
      ]);
    });

    it('is over at once when its user is deactivated, also when he is activated again', async () => {
      const id = await user('ana');
      const token = await startSession(a, id);
      await changeStatus(a, system, id, 'deactivated');
      expect((await requestIdentity(a, token)).user).toBeNull();
      await changeStatus(a, system, id, 'user');
      expect((await requestIdentity(a, token)).user).toBeNull();
    });

    it('that is used while its user is deactivated is over for good, whoever deactivated him', async () => {
      const id = await user('ana');
      const token = await startSession(a, id);
      await updateUser(gallery, system, id, { status: 'deactivated' });
      expect(await requestIdentity(a, token)).toMatchObject({ user: null, principals: [everyonePrincipal] });
      await updateUser(gallery, system, id, { status: 'user' });
      expect((await requestIdentity(a, token)).user).toBeNull();
    });

    it('goes with its user', async () => {
      const id = await user('ana');
      const token = await startSession(a, id);
      await removeUser(gallery, system, id);
      expect((await requestIdentity(a, token)).user).toBeNull();
      expect(await test.database.read.all('SELECT * FROM sessions')).toEqual([]);
    });
  });

  describe('signing in', () => {
    it('opens a session for name and password, however the name is written', async () => {
      const id = await user('Ana Müller');
      for (const name of ['Ana Müller', 'ana müller', ' ANA MÜLLER ']) {
        const { userId, token } = await attempt({ name });
        expect(userId).toBe(id);
        expect((await requestIdentity(a, token)).user?.id).toBe(id);
      }
    });

    it('is refused in the same words for a wrong password, an unknown name, an account without password and a deactivated one', async () => {
      await user('ana');
      await user('gone', 'deactivated');
      await createUser(gallery, system, { name: 'mute', status: 'user' });
      const refusals = await Promise.all(
        [{ name: 'ana', password: 'wrong one' }, { name: 'nobody' }, { name: 'mute', password: '' }, { name: 'gone' }].map((request, index) =>
          attempt({ ...request, ip: `192.0.2.${index + 10}` }).catch((error: unknown) => error),
        ),
      );
      for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'sign-in-refused', status: 401, message: (refusals[0] as Error).message });
    });

    it('makes a hash of older costs anew', async () => {
      const cheap = await hash(password, { memoryCost: 4096, timeCost: 3, parallelism: 1 });
      expect(cheap).toContain('m=4096,t=3,p=1');
      const id = await createUser(gallery, system, { name: 'ana', status: 'user', passwordHash: cheap });
      await attempt();
      const row = await test.database.read.get<{ password_hash: string }>('SELECT password_hash FROM users WHERE id = ?', [id]);
      expect(row?.password_hash).toContain('m=19456,t=2,p=1');
      await attempt();
    });
  });

  describe('guessing', () => {
    const tries = async (count: number, request: Partial<SignInRequest> = {}) => {
      const codes: string[] = [];
      for (let time = 0; time < count; time += 1) codes.push(await wrong(request));
      return codes;
    };

    it('stops after five wrong passwords from an address, and goes on with one a minute', async () => {
      await user('ana');
      expect(await tries(6)).toEqual([...Array(5).fill('sign-in-refused'), 'sign-in-too-often']);
      const refused = await attempt().catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'sign-in-too-often', status: 429, data: { retryAfter: 60 } });
      now += minute;
      expect(await tries(2)).toEqual(['sign-in-refused', 'sign-in-too-often']);
    });

    it('stops for names that do not exist as for others', async () => {
      expect((await tries(6, { name: 'nobody' })).at(-1)).toBe('sign-in-too-often');
    });

    it('of one address does not lock out the owner at another', async () => {
      const id = await user('ana');
      await tries(8, { ip: '198.51.100.7' });
      expect((await attempt()).userId).toBe(id);
    });

    it('does not lock the owner out of a browser he has used before, even at the same address', async () => {
      const id = await user('ana');
      const { device } = await attempt();
      await tries(50);
      expect(await code(attempt())).toBe('sign-in-too-often');
      expect((await attempt({ device })).userId).toBe(id);
    });

    it('is limited in a known browser too', async () => {
      await user('ana');
      const { device } = await attempt();
      expect((await tries(11, { device })).at(-1)).toBe('sign-in-too-often');
    });

    it('gains nothing by a device that is made up, another user’s, or older than the password', async () => {
      const id = await user('ana');
      await user('ben');
      const { device } = await attempt();
      const { device: bens } = await attempt({ name: 'ben', ip: '192.0.2.9' });
      await changePassword(a, id, 'fünf junge Kamele');
      await tries(5);
      for (const other of ['made.up', '', bens, device]) expect(await wrong({ device: other })).toBe('sign-in-too-often');
    });

    it('many names from one address is stopped too', async () => {
      const codes: string[] = [];
      for (let number = 0; number < 41; number += 1) codes.push(await wrong({ name: `name${number}` }));
      expect(codes.filter((one) => one === 'sign-in-refused')).toHaveLength(40);
      expect(codes.at(-1)).toBe('sign-in-too-often');
    });

    it('from all addresses of one IPv6 network counts as one', async () => {
      await user('ana');
      for (const ip of ['2001:db8:1:2::1', '2001:db8:1:2:3:4:5:6', '2001:DB8:0001:2::f', '2001:db8:1:2:ffff::', '2001:db8:1:2::2']) await wrong({ ip });
      expect(await wrong({ ip: '2001:db8:1:2::3' })).toBe('sign-in-too-often');
      expect(await wrong({ ip: '2001:db8:1:3::3' })).toBe('sign-in-refused');
    });

    it('all at once is counted one by one', async () => {
      await user('ana');
      const codes = await Promise.all(Array.from({ length: 12 }, () => wrong()));
      expect(codes.filter((one) => one === 'sign-in-refused')).toHaveLength(5);
    });

    it('is forgotten when the right password comes', async () => {
      await user('ana');
      await tries(4);
      await attempt();
      expect(await tries(5)).toEqual(Array(5).fill('sign-in-refused'));
    });

    it('leaves no address or name behind', async () => {
      await tries(1);
      expect(JSON.stringify(await test.database.read.all('SELECT * FROM sign_in_limits'))).not.toMatch(/192\.0\.2|ana/);
    });
  });

  describe('setup', () => {
    const answers: SetupAnswers = { name: 'ana', password, galleryName: 'Le musée', access: 'private', language: 'fr' };

    it('makes the first webmaster, names the gallery and uses the link up', async () => {
      const token = (await createSetupToken(a)) ?? '';
      expect(Buffer.from(token, 'base64url')).toHaveLength(16);
      expect(await setupTokenIsValid(a, token)).toBe(true);
      const { userId } = await completeSetup(a, token, answers);
      expect((await requestIdentity(a, (await attempt()).token)).user).toEqual({ id: userId, name: 'ana', status: 'webmaster', language: 'fr' });
      expect(await settings.core()).toMatchObject({ galleryName: 'Le musée', language: 'fr' });
      expect(await setupTokenIsValid(a, token)).toBe(false);
      expect(await code(completeSetup(a, token, { ...answers, name: 'eve' }))).toBe('setup-done');
      expect(await createSetupToken(a)).toBeNull();
    });

    it('is done by one of two who try at once', async () => {
      const token = (await createSetupToken(a)) ?? '';
      const codes = await Promise.all(['ana', 'eve'].map((name) => code(completeSetup(a, token, { ...answers, name }))));
      expect(codes.toSorted()).toEqual(['done', expect.stringMatching(/^setup-/)]);
    });

    it('is refused without a link, after a day, and with the link before the newest', async () => {
      expect(await code(completeSetup(a, 'made-up', answers))).toBe('setup-token-invalid');
      const first = (await createSetupToken(a)) ?? '';
      const second = (await createSetupToken(a)) ?? '';
      expect(await code(completeSetup(a, first, answers))).toBe('setup-token-invalid');
      now += day;
      expect(await setupTokenIsValid(a, second)).toBe(false);
      expect(await code(completeSetup(a, second, answers))).toBe('setup-token-invalid');
    });

    it('that is refused changes nothing, and the link can be used again', async () => {
      const token = (await createSetupToken(a)) ?? '';
      const refused = (change: Partial<SetupAnswers>) => completeSetup(a, token, { ...answers, ...change }).catch((error: unknown) => error);
      expect(await refused({ password: 'short' })).toMatchObject({ code: 'password-weak', data: { field: 'password', reason: 'short' } });
      expect(await refused({ password: 'LeMusée2026' })).toMatchObject({ data: { reason: 'own-words' } });
      expect(await refused({ galleryName: '   ' })).toMatchObject({ code: 'setting-invalid', data: { field: 'galleryName' } });
      expect(await test.database.read.all('SELECT id FROM users')).toEqual([]);
      expect(await code(completeSetup(a, token, answers))).toBe('done');
    });

    it('stores the token as a hash only', async () => {
      const token = (await createSetupToken(a)) ?? '';
      expect(JSON.stringify(await test.database.read.all('SELECT * FROM one_time_tokens'))).not.toContain(token);
    });
  });

  describe('a login link', () => {
    it('signs in once, and looking at it does not use it up', async () => {
      const id = await user('ana');
      const link = await createLoginLink(a, id);
      for (let time = 0; time < 2; time += 1) expect(await readLoginLink(a, link)).toEqual({ userId: id, name: 'ana' });
      const codes = await Promise.all([consumeLoginLink(a, link), consumeLoginLink(a, link)].map((one) => one.then(({ token }) => token).catch(() => null)));
      const [token, ...others] = codes.filter((one) => one !== null);
      expect(others).toEqual([]);
      expect((await requestIdentity(a, token ?? null)).user?.id).toBe(id);
      expect(await readLoginLink(a, link)).toBeNull();
      expect(await code(consumeLoginLink(a, link))).toBe('login-link-invalid');
    });

    it('is void after its time, after another password, and for somebody deactivated', async () => {
      const id = await user('ana');
      const late = await createLoginLink(a, id, { minutes: 5 });
      now += 5 * minute;
      expect(await code(consumeLoginLink(a, late))).toBe('login-link-invalid');
      const before = await createLoginLink(a, id);
      await changePassword(a, id, 'fünf junge Kamele');
      expect(await code(consumeLoginLink(a, before))).toBe('login-link-invalid');
      const open = await createLoginLink(a, id);
      await updateUser(gallery, system, id, { status: 'deactivated' });
      expect(await readLoginLink(a, open)).toBeNull();
      expect(await code(consumeLoginLink(a, open))).toBe('login-link-invalid');
      expect(await code(createLoginLink(a, id))).toBe('user-deactivated');
      expect(await code(createLoginLink(a, id + 1))).toBe('user-unknown');
    });

    it('is no setup link, nor a setup link one', async () => {
      const setup = (await createSetupToken(a)) ?? '';
      expect(await code(consumeLoginLink(a, setup))).toBe('login-link-invalid');
      expect(await setupTokenIsValid(a, await createLoginLink(a, await user('ana')))).toBe(false);
    });
  });

  describe('another password', () => {
    it('is the only one that signs in, and ends all sessions but the one that asked', async () => {
      const id = await user('ana');
      const [mine, other] = [await startSession(a, id), await startSession(a, id)];
      await changePassword(a, id, 'fünf junge Kamele', { keepToken: mine });
      expect(await code(attempt())).toBe('sign-in-refused');
      expect((await attempt({ password: 'fünf junge Kamele' })).userId).toBe(id);
      expect((await requestIdentity(a, mine)).user).not.toBeNull();
      expect((await requestIdentity(a, other)).user).toBeNull();
    });

    it('is refused where it is weak, and where nobody has that number', async () => {
      const id = await user('Ana Lovelace');
      expect(await code(changePassword(a, id, 'lovelace1815'))).toBe('password-weak');
      expect(await code(changePassword(a, id + 1, 'fünf junge Kamele'))).toBe('user-unknown');
    });
  });

  it('sweeps what is over and leaves what is not', async () => {
    const id = await user('ana');
    await startSession(a, id);
    await createLoginLink(a, id);
    await wrong();
    now += 31 * day;
    const token = await startSession(a, id);
    expect(await sweepAccounts(a)).toBe(4);
    expect(await sweepAccounts(a)).toBe(0);
    expect((await requestIdentity(a, token)).user?.id).toBe(id);
  });
});

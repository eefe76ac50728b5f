import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { everyonePrincipal, removeUser, system, updateUser, visitorViewer } from '#gallery';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { changePassword } from './change-password.ts';
import { changeUser } from './change-user.ts';
import { createLoginLink } from './login-links.ts';
import { requestIdentity } from './request-identity.ts';
import { listSessions, renewSession, signOut, signOutEverywhere, startSession } from './sessions.ts';
import { sweepAccounts } from './sweep.ts';
import { code, day, freshAccounts, minute, type TestAccounts } from './testing.ts';

describe.each(testDatabases())('a session on $name', ({ open }) => {
  let test: TestDatabase;
  let t: TestAccounts;
  beforeAll(async () => {
    test = await open();
  });
  beforeEach(async () => {
    t = await freshAccounts(test);
  });
  afterAll(() => test.drop());

  it('is stored as a hash only', async () => {
    const token = await startSession(t.a, await t.user('ana'), { ip: '192.0.2.1', agent: 'x'.repeat(1000) });
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const rows = await t.rows('sessions');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('ends 30 days after it was last extended, and is extended at most once a day', async () => {
    const token = await startSession(t.a, await t.user('ana'));
    t.pass(day - 1);
    expect((await requestIdentity(t.a, token)).renew).toBe(false);
    t.pass(2);
    expect((await requestIdentity(t.a, token)).renew).toBe(true);
    await renewSession(t.a, token);
    expect((await requestIdentity(t.a, token)).renew).toBe(false);
    t.pass(30 * day - 1);
    expect((await requestIdentity(t.a, token)).user).not.toBeNull();
    t.pass(1);
    expect((await requestIdentity(t.a, token)).user).toBeNull();
    await renewSession(t.a, token);
    expect((await requestIdentity(t.a, token)).user).toBeNull();
  });

  it('ends by signing out, the others go on', async () => {
    const id = await t.user('ana');
    const tokens = [await startSession(t.a, id), await startSession(t.a, id)] as const;
    await signOut(t.a, visitorViewer(t.gallery, 'en'), tokens[0]);
    expect((await requestIdentity(t.a, tokens[0])).user).toBeNull();
    expect((await requestIdentity(t.a, tokens[1])).user).not.toBeNull();
  });

  it('ends by signing out everywhere, but for the one that asks and for other users’', async () => {
    const id = await t.user('ana');
    const tokens = [await startSession(t.a, id), await startSession(t.a, id), await startSession(t.a, id)] as const;
    const other = await startSession(t.a, await t.user('ben'));
    expect(await signOutEverywhere(t.a, system, id, tokens[1])).toBe(2);
    const alive = await Promise.all([...tokens, other].map(async (token) => (await requestIdentity(t.a, token)).user !== null));
    expect(alive).toEqual([false, true, false, true]);
  });

  it('is listed with where it came from, last used first', async () => {
    const id = await t.user('ana');
    await startSession(t.a, id, { ip: '192.0.2.1', agent: 'Firefox' });
    t.pass(minute);
    const token = await startSession(t.a, id, { ip: '2001:db8::1' });
    expect(await listSessions(t.a, id, token)).toMatchObject([
      { current: true, ip: '2001:db8::1', agent: null, createdAt: t.now() },
      { current: false, ip: '192.0.2.1', agent: 'Firefox', createdAt: t.now() - minute },
    ]);
  });

  it('is over at once when its user is deactivated, also when he is activated again', async () => {
    const id = await t.user('ana');
    const token = await startSession(t.a, id);
    await changeUser(t.a, system, id, { status: 'deactivated' });
    expect((await requestIdentity(t.a, token)).user).toBeNull();
    await changeUser(t.a, system, id, { status: 'user' });
    expect((await requestIdentity(t.a, token)).user).toBeNull();
  });

  it('that is used while its user is deactivated is over for good, whoever deactivated him', async () => {
    const id = await t.user('ana');
    const token = await startSession(t.a, id);
    await updateUser(t.gallery, system, id, { status: 'deactivated' });
    expect(await requestIdentity(t.a, token)).toMatchObject({ user: null, principals: [everyonePrincipal] });
    await updateUser(t.gallery, system, id, { status: 'user' });
    expect((await requestIdentity(t.a, token)).user).toBeNull();
  });

  it('goes with its user', async () => {
    const id = await t.user('ana');
    const token = await startSession(t.a, id);
    await removeUser(t.gallery, system, id);
    expect((await requestIdentity(t.a, token)).user).toBeNull();
    expect(await t.rows('sessions')).toEqual([]);
  });

  describe('another password', () => {
    it('is the only one that signs in, and ends all sessions but the one that asked', async () => {
      const id = await t.user('ana');
      const [mine, other] = [await startSession(t.a, id), await startSession(t.a, id)];
      await changePassword(t.a, id, 'fünf junge Kamele', { keepToken: mine });
      expect(await code(t.attempt())).toBe('sign-in-refused');
      expect((await t.attempt({ password: 'fünf junge Kamele' })).userId).toBe(id);
      expect((await requestIdentity(t.a, mine)).user).not.toBeNull();
      expect((await requestIdentity(t.a, other)).user).toBeNull();
    });

    it('is refused where it is weak, and where nobody has that number', async () => {
      const id = await t.user('Ana Lovelace');
      expect(await code(changePassword(t.a, id, 'lovelace1815'))).toBe('password-weak');
      expect(await code(changePassword(t.a, id + 1, 'fünf junge Kamele'))).toBe('user-unknown');
    });
  });

  it('sweeps what is over and leaves what is not', async () => {
    const id = await t.user('ana');
    await startSession(t.a, id);
    await createLoginLink(t.a, id);
    await code(t.attempt({ password: 'something else' }));
    t.pass(31 * day);
    const token = await startSession(t.a, id);
    expect(await sweepAccounts(t.a)).toBe(4);
    expect(await sweepAccounts(t.a)).toBe(0);
    expect((await requestIdentity(t.a, token)).user?.id).toBe(id);
  });
});

import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createUser, system } from '#gallery';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { changePassword } from './change-password.ts';
import { requestIdentity } from './request-identity.ts';
import type { SignInRequest } from './sign-in.ts';
import { code, freshAccounts, minute, password, type TestAccounts } from './testing.ts';

describe.each(testDatabases())('signing in on $name', ({ open }) => {
  let test: TestDatabase;
  let t: TestAccounts;
  beforeAll(async () => {
    test = await open();
  });
  beforeEach(async () => {
    t = await freshAccounts(test);
  });
  afterAll(() => test.drop());
  const wrong = (request: Partial<SignInRequest> = {}) => code(t.attempt({ password: 'something else', ...request }));

  it('opens a session for name and password, however the name is written', async () => {
    const id = await t.user('Ana Müller');
    for (const name of ['Ana Müller', 'ana müller', ' ANA MÜLLER ']) {
      const { userId, token } = await t.attempt({ name });
      expect(userId).toBe(id);
      expect((await requestIdentity(t.a, token)).user?.id).toBe(id);
    }
  });

  it('is refused in the same words for a wrong password, an unknown name, an account without password and a deactivated one', async () => {
    await t.user('ana');
    await t.user('gone', 'deactivated');
    await createUser(t.gallery, system, { name: 'mute', status: 'user' });
    const refusals = await Promise.all(
      [{ name: 'ana', password: 'wrong one' }, { name: 'nobody' }, { name: 'mute', password: '' }, { name: 'gone' }].map((request, index) =>
        t.attempt({ ...request, ip: `192.0.2.${index + 10}` }).catch((error: unknown) => error),
      ),
    );
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'sign-in-refused', status: 401, message: (refusals[0] as Error).message });
  });

  it('makes a hash of older costs anew', async () => {
    const cheap = await hash(password, { memoryCost: 4096, timeCost: 3, parallelism: 1 });
    expect(cheap).toContain('m=4096,t=3,p=1');
    await createUser(t.gallery, system, { name: 'ana', status: 'user', passwordHash: cheap });
    await t.attempt();
    expect(JSON.stringify(await t.rows('users'))).toContain('m=19456,t=2,p=1');
    await t.attempt();
  });

  describe('guessing', () => {
    const tries = async (count: number, request: Partial<SignInRequest> = {}) => {
      const codes: string[] = [];
      for (let time = 0; time < count; time += 1) codes.push(await wrong(request));
      return codes;
    };

    it('stops after five wrong passwords from an address, and goes on with one a minute', async () => {
      await t.user('ana');
      expect(await tries(6)).toEqual([...Array(5).fill('sign-in-refused'), 'sign-in-too-often']);
      const refused = await t.attempt().catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'sign-in-too-often', status: 429, data: { retryAfter: 60 } });
      t.pass(minute);
      expect(await tries(2)).toEqual(['sign-in-refused', 'sign-in-too-often']);
    });

    it('stops for names that do not exist as for others', async () => {
      expect((await tries(6, { name: 'nobody' })).at(-1)).toBe('sign-in-too-often');
    });

    it('of one address does not lock out the owner at another', async () => {
      const id = await t.user('ana');
      await tries(8, { ip: '198.51.100.7' });
      expect((await t.attempt()).userId).toBe(id);
    });

    it('does not lock the owner out of a browser he has used before, even at the same address', async () => {
      const id = await t.user('ana');
      const { device } = await t.attempt();
      await tries(50);
      expect(await code(t.attempt())).toBe('sign-in-too-often');
      expect((await t.attempt({ device })).userId).toBe(id);
    });

    it('is limited in a known browser too', async () => {
      await t.user('ana');
      const { device } = await t.attempt();
      expect((await tries(11, { device })).at(-1)).toBe('sign-in-too-often');
    });

    it('gains nothing by a device that is made up, another user’s, or older than the password', async () => {
      const id = await t.user('ana');
      await t.user('ben');
      const { device } = await t.attempt();
      const { device: bens } = await t.attempt({ name: 'ben', ip: '192.0.2.9' });
      await changePassword(t.a, id, 'fünf junge Kamele');
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
      await t.user('ana');
      for (const ip of ['2001:db8:1:2::1', '2001:db8:1:2:3:4:5:6', '2001:DB8:0001:2::f', '2001:db8:1:2:ffff::', '2001:db8:1:2::2']) await wrong({ ip });
      expect(await wrong({ ip: '2001:db8:1:2::3' })).toBe('sign-in-too-often');
      expect(await wrong({ ip: '2001:db8:1:3::3' })).toBe('sign-in-refused');
    });

    it('all at once is counted one by one', async () => {
      await t.user('ana');
      const codes = await Promise.all(Array.from({ length: 12 }, () => wrong()));
      expect(codes.filter((one) => one === 'sign-in-refused')).toHaveLength(5);
    });

    it('is forgotten when the right password comes', async () => {
      await t.user('ana');
      await tries(4);
      await t.attempt();
      expect(await tries(5)).toEqual(Array(5).fill('sign-in-refused'));
    });

    it('leaves no address or name behind', async () => {
      await tries(1);
      expect(JSON.stringify(await t.rows('sign_in_limits'))).not.toMatch(/192\.0\.2|ana/);
    });
  });
});

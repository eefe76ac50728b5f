import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { system, updateUser } from '#gallery';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { changePassword } from './change-password.ts';
import { consumeLoginLink, createLoginLink, readLoginLink } from './login-links.ts';
import { requestIdentity } from './request-identity.ts';
import { createSetupToken, setupTokenIsValid } from './setup-token.ts';
import { code, freshAccounts, minute, type TestAccounts } from './testing.ts';

describe.each(testDatabases())('a login link on $name', ({ open }) => {
  let test: TestDatabase;
  let t: TestAccounts;
  beforeAll(async () => {
    test = await open();
  });
  beforeEach(async () => {
    t = await freshAccounts(test);
  });
  afterAll(() => test.drop());

  it('signs in once, and looking at it does not use it up', async () => {
    const id = await t.user('ana');
    const link = await createLoginLink(t.a, id);
    for (let time = 0; time < 2; time += 1) expect(await readLoginLink(t.a, link)).toEqual({ userId: id, name: 'ana' });
    const codes = await Promise.all([consumeLoginLink(t.a, link), consumeLoginLink(t.a, link)].map((one) => one.then(({ token }) => token).catch(() => null)));
    const [token, ...others] = codes.filter((one) => one !== null);
    expect(others).toEqual([]);
    expect((await requestIdentity(t.a, token ?? null)).user?.id).toBe(id);
    expect(await readLoginLink(t.a, link)).toBeNull();
    expect(await code(consumeLoginLink(t.a, link))).toBe('login-link-invalid');
  });

  it('is void after its time, after another password, and for somebody deactivated', async () => {
    const id = await t.user('ana');
    const late = await createLoginLink(t.a, id, { minutes: 5 });
    t.pass(5 * minute);
    expect(await code(consumeLoginLink(t.a, late))).toBe('login-link-invalid');
    const before = await createLoginLink(t.a, id);
    await changePassword(t.a, id, 'fünf junge Kamele');
    expect(await code(consumeLoginLink(t.a, before))).toBe('login-link-invalid');
    const open = await createLoginLink(t.a, id);
    await updateUser(t.gallery, system, id, { status: 'deactivated' });
    expect(await readLoginLink(t.a, open)).toBeNull();
    expect(await code(consumeLoginLink(t.a, open))).toBe('login-link-invalid');
    expect(await code(createLoginLink(t.a, id))).toBe('user-deactivated');
    expect(await code(createLoginLink(t.a, id + 1))).toBe('user-unknown');
  });

  it('is no setup link, nor a setup link one', async () => {
    const setup = (await createSetupToken(t.a)) ?? '';
    expect(await code(consumeLoginLink(t.a, setup))).toBe('login-link-invalid');
    expect(await setupTokenIsValid(t.a, await createLoginLink(t.a, await t.user('ana')))).toBe(false);
  });
});

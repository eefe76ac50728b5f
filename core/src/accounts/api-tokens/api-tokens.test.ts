import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { removeUser, system, viewerOf } from '#gallery';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { changeUser } from '../change-user.ts';
import { endSessionsOf } from '../end-sessions.ts';
import { requestIdentity } from '../request-identity.ts';
import { startSession } from '../sessions.ts';
import { sweepAccounts } from '../sweep.ts';
import { code, day, freshAccounts, password, type TestAccounts } from '../testing.ts';
import { apiIdentity, apiTokenIn, createApiToken, listApiTokens, type NewApiToken, revokeApiToken } from './api-tokens.ts';

it.each([
  ['Bearer pr_abc', 'pr_abc'],
  ['bearer  pr_abc', 'pr_abc'],
  ['Bearer pr_', 'pr_'],
  ['Bearer eyJhbGciOi', null],
  ['Basic cHJfOg==', null],
  ['pr_abc', null],
  ['Bearer pr_a b', null],
  ['', null],
])('the header %j brings %j', (header, token) => {
  expect(apiTokenIn(header)).toBe(token);
});

describe.each(testDatabases())('a token for programs on $name', ({ open }) => {
  let test: TestDatabase;
  let t: TestAccounts;
  let ana: number;
  beforeAll(async () => {
    test = await open();
  });
  beforeEach(async () => {
    t = await freshAccounts(test);
    ana = await t.user('ana');
  });
  afterAll(() => test.drop());

  const make = async (wanted: Partial<NewApiToken> = {}, userId = ana) =>
    createApiToken(t.a, await viewerOf(t.gallery, userId, 'en'), userId, { name: 'phone', scopes: ['read'], days: 30, password, ...wanted });

  it('is told once, kept as a hash, and is its owner as far as it goes', async () => {
    const token = await make({ name: '  my\n phone ', scopes: ['upload', 'admin'] });
    expect(token).toMatch(/^pr_[\w-]{43}$/);
    expect(JSON.stringify(await t.rows('api_tokens'))).not.toContain(token.slice(3));
    expect(await apiIdentity(t.a, token)).toMatchObject({ user: { id: ana, name: 'ana' }, scopes: ['upload'] });
    expect(await listApiTokens(t.a, ana)).toMatchObject([{ name: 'my phone', scopes: ['upload'], expiresAt: t.now() + 30 * day, usedAt: t.now() }]);
    expect((await t.rows('activity')).map((row) => (row as { deed: string }).deed)).toContain('api-token-made');
  });

  it('is no session, nor is a session a token', async () => {
    expect((await requestIdentity(t.a, await make())).user).toBeNull();
    expect(await apiIdentity(t.a, await startSession(t.a, ana))).toBeNull();
    expect(await apiIdentity(t.a, `pr_${'A'.repeat(43)}`)).toBeNull();
  });

  it('is made by who knows the password, has a name and opens something', async () => {
    expect(await code(make({ password: 'another one' }))).toBe('old-password-wrong');
    expect(await code(make({ name: ' \n ' }))).toBe('api-token-name-missing');
    expect(await code(make({ scopes: ['manage', ''] }))).toBe('api-token-scope-missing');
    expect(await code(make({}, await t.user('all', 'generic')))).toBe('account-shared');
    expect(await t.rows('api_tokens')).toEqual([]);
  });

  it('ends after its days, of which there are few to choose from', async () => {
    const tokens = [await make({ days: 7 }), await make({ days: 365 }), await make({ days: 100_000 })] as const;
    t.pass(7 * day);
    expect(await Promise.all(tokens.map(async (token) => (await apiIdentity(t.a, token)) !== null))).toEqual([false, true, false]);
    expect(await listApiTokens(t.a, ana)).toHaveLength(1);
    expect(await sweepAccounts(t.a)).toBeGreaterThanOrEqual(2);
    expect(await t.rows('api_tokens')).toHaveLength(1);
  });

  it('is revoked by its owner and nobody else', async () => {
    const token = await make();
    const [{ id = 0 } = {}] = await listApiTokens(t.a, ana);
    await revokeApiToken(t.a, system, await t.user('eve'), id);
    expect(await apiIdentity(t.a, token)).not.toBeNull();
    await revokeApiToken(t.a, system, ana, id);
    expect(await apiIdentity(t.a, token)).toBeNull();
  });

  it.each([
    ['deactivated', () => changeUser(t.a, system, ana, { status: 'deactivated' })],
    ['signed out everywhere by others', () => endSessionsOf(t.a, system, ana)],
    ['removed', () => removeUser(t.gallery, system, ana)],
  ])('ends at once where its owner is %s', async (_, end) => {
    const token = await make();
    await end();
    expect(await apiIdentity(t.a, token)).toBeNull();
    expect(await t.rows('api_tokens')).toEqual([]);
  });

  it('is noted as used once an hour, and there are fifty at most', async () => {
    const token = await make();
    await apiIdentity(t.a, token);
    const before = t.now();
    t.pass(3_599_999);
    await apiIdentity(t.a, token);
    expect((await listApiTokens(t.a, ana))[0]?.usedAt).toBe(before);
    t.pass(1);
    await apiIdentity(t.a, token);
    expect((await listApiTokens(t.a, ana))[0]?.usedAt).toBe(before + 3_600_000);
    const row = (n: number) => `('${String(n).padStart(64, '0')}', ${ana}, 'x', 'read', 0, ${t.now() + day})`;
    const rows = Array.from({ length: 49 }, (_, n) => row(n)).join();
    await test.database.transaction((tx) => tx.run(`INSERT INTO api_tokens (token_hash, user_id, name, scopes, created_at, expires_at) VALUES ${rows}`));
    expect(await code(make())).toBe('api-token-many');
  });
});

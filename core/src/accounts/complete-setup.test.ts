import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { completeSetup, type SetupAnswers } from './complete-setup.ts';
import { requestIdentity } from './request-identity.ts';
import { createSetupToken, setupTokenIsValid } from './setup-token.ts';
import { code, day, freshAccounts, password, type TestAccounts } from './testing.ts';

describe.each(testDatabases())('setup on $name', ({ open }) => {
  let test: TestDatabase;
  let t: TestAccounts;
  beforeAll(async () => {
    test = await open();
  });
  beforeEach(async () => {
    t = await freshAccounts(test);
  });
  afterAll(() => test.drop());

  const answers: SetupAnswers = { name: 'ana', password, galleryName: 'Le musée', access: 'private', language: 'fr' };

  it('makes the first webmaster, names the gallery and uses the link up', async () => {
    const token = (await createSetupToken(t.a)) ?? '';
    expect(Buffer.from(token, 'base64url')).toHaveLength(16);
    expect(await setupTokenIsValid(t.a, token)).toBe(true);
    const { userId } = await completeSetup(t.a, token, answers);
    expect((await requestIdentity(t.a, (await t.attempt()).token)).user).toEqual({ id: userId, name: 'ana', status: 'webmaster', language: 'fr' });
    expect(await t.settings.core()).toMatchObject({ galleryName: 'Le musée', language: 'fr' });
    expect(await setupTokenIsValid(t.a, token)).toBe(false);
    expect(await code(completeSetup(t.a, token, { ...answers, name: 'eve' }))).toBe('setup-done');
    expect(await createSetupToken(t.a)).toBeNull();
  });

  it.each([
    { access: 'public', principals: ['everyone', 'user'] },
    { access: 'signed-in', principals: ['signed-in', 'user'] },
    { access: 'private', principals: ['user'] },
  ] as const)('lets albums inherit what it was told, and the webmaster manage them: $access', async ({ access, principals }) => {
    const { userId } = await completeSetup(t.a, (await createSetupToken(t.a)) ?? '', { ...answers, access });
    const root = `SELECT p.kind, p.ref_id FROM albums a JOIN access_entries e ON e.access_id = a.access_id JOIN principals p ON p.id = e.principal_id
      WHERE a.id = 1 ORDER BY p.id`;
    const rows = await test.database.read.all<{ kind: string; ref_id: number }>(root);
    expect(rows.map((row) => row.kind)).toEqual(principals);
    expect(rows.at(-1)?.ref_id).toBe(userId);
  });

  it('is done by one of two who try at once', async () => {
    const token = (await createSetupToken(t.a)) ?? '';
    const codes = await Promise.all(['ana', 'eve'].map((name) => code(completeSetup(t.a, token, { ...answers, name }))));
    expect(codes.toSorted()).toEqual(['done', expect.stringMatching(/^setup-/)]);
  });

  it('is refused without a link, after a day, and with the link before the newest', async () => {
    expect(await code(completeSetup(t.a, 'made-up', answers))).toBe('setup-token-invalid');
    const first = (await createSetupToken(t.a)) ?? '';
    const second = (await createSetupToken(t.a)) ?? '';
    expect(await code(completeSetup(t.a, first, answers))).toBe('setup-token-invalid');
    t.pass(day);
    expect(await setupTokenIsValid(t.a, second)).toBe(false);
    expect(await code(completeSetup(t.a, second, answers))).toBe('setup-token-invalid');
  });

  it('that is refused changes nothing, and the link can be used again', async () => {
    const token = (await createSetupToken(t.a)) ?? '';
    const refused = (change: Partial<SetupAnswers>) => completeSetup(t.a, token, { ...answers, ...change }).catch((error: unknown) => error);
    expect(await refused({ password: 'short' })).toMatchObject({ code: 'password-weak', data: { field: 'password', reason: 'short' } });
    expect(await refused({ password: 'LeMusée2026' })).toMatchObject({ data: { reason: 'own-words' } });
    expect(await refused({ galleryName: '   ' })).toMatchObject({ code: 'setting-invalid', data: { field: 'galleryName' } });
    expect(await t.rows('users')).toEqual([]);
    expect(await code(completeSetup(t.a, token, answers))).toBe('done');
  });

  it('stores the token as a hash only', async () => {
    const token = (await createSetupToken(t.a)) ?? '';
    expect(JSON.stringify(await t.rows('one_time_tokens'))).not.toContain(token);
  });
});

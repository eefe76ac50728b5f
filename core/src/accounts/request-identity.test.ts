import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGroup, everyonePrincipal, joinGroup, leaveGroup, signedInPrincipal, system, viewerOf } from '#gallery';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { requestIdentity } from './request-identity.ts';
import { startSession } from './sessions.ts';
import { freshAccounts, type TestAccounts } from './testing.ts';

describe.each(testDatabases())('who asks on $name', ({ open }) => {
  let test: TestDatabase;
  let t: TestAccounts;
  beforeAll(async () => {
    test = await open();
  });
  beforeEach(async () => {
    t = await freshAccounts(test);
  });
  afterAll(() => test.drop());

  it('is a visitor without a token, and with one that nobody gave out', async () => {
    const nobody = {
      user: null,
      principals: [everyonePrincipal],
      revisions: { access: expect.any(Number), plugins: 1, registry: 1, settings: expect.any(Number) },
      renew: false,
    };
    expect(await requestIdentity(t.a, null)).toEqual(nobody);
    expect(await requestIdentity(t.a, 'made-up')).toEqual(nobody);
  });

  it('is the session’s user with the principals of himself and his groups, as the gallery closes them', async () => {
    const id = await t.user('ana');
    const [family, clients] = [await createGroup(t.gallery, system, { name: 'family' }), await createGroup(t.gallery, system, { name: 'clients' })];
    await createGroup(t.gallery, system, { name: 'others' });
    for (const group of [family, clients]) await joinGroup(t.gallery, system, group, id);
    const token = await startSession(t.a, id);
    const identity = await requestIdentity(t.a, token);
    expect(identity.user).toEqual({ id, name: 'ana', status: 'user', language: null });
    expect(identity.principals).toEqual((await viewerOf(t.gallery, id, 'en')).principals);
    expect(identity.principals).toHaveLength(5);
    expect(identity.principals.slice(0, 2)).toEqual([everyonePrincipal, signedInPrincipal]);
    await leaveGroup(t.gallery, system, clients, id);
    expect((await requestIdentity(t.a, token)).principals).toHaveLength(4);
  });

  it('is learnt by one query, revisions included', async () => {
    const token = await startSession(t.a, await t.user('ana'));
    for (const one of [null, token]) {
      const before = t.queries();
      await requestIdentity(t.a, one);
      expect(t.queries() - before).toBe(1);
    }
  });

  it('sees a change of settings in the revisions', async () => {
    const before = (await requestIdentity(t.a, null)).revisions.settings;
    await t.settings.set('core', 'gallery', { galleryName: 'New' });
    expect((await requestIdentity(t.a, null)).revisions.settings).toBe(before + 1);
  });
});

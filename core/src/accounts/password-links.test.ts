import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { system, viewerOf } from '#gallery';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { changeUser } from './change-user.ts';
import { createPasswordLink, passwordLinkPath, readPasswordLink, usePasswordLink } from './password-links.ts';
import { requestIdentity } from './request-identity.ts';
import { sendPasswordLink } from './send-password-link.ts';
import { startSession } from './sessions.ts';
import { code, day, freshAccounts, minute, type TestAccounts } from './testing.ts';

const fresh = 'three quiet lighthouses';

describe.each(testDatabases())('a password link on $name', ({ open }) => {
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

  const link = (kind: 'invitation' | 'reset' = 'reset') => createPasswordLink(t.a, system, ana, kind);

  it('sets the password once, ends what was open, and signs in', async () => {
    const [before, token, other] = [await startSession(t.a, ana), await link(), await link()];
    for (let look = 0; look < 2; look += 1) expect(await readPasswordLink(t.a, token)).toEqual({ name: 'ana', isInvitation: false });
    const used = await usePasswordLink(t.a, token, fresh);
    if ('pending' in used) throw new Error('Nothing more is asked of ana.');
    expect((await requestIdentity(t.a, used.token)).user?.id).toBe(ana);
    expect((await requestIdentity(t.a, before)).user).toBeNull();
    expect(await readPasswordLink(t.a, token)).toBeNull();
    expect(await code(usePasswordLink(t.a, token, fresh))).toBe('password-link-invalid');
    expect(await code(usePasswordLink(t.a, other, fresh))).toBe('password-link-invalid');
    expect(await code(t.attempt())).toBe('sign-in-refused');
    expect(await code(t.attempt({ password: fresh, device: used.device }))).toBe('done');
  });

  it('is used up by one of two that come at once', async () => {
    const token = await link();
    const codes = await Promise.all([code(usePasswordLink(t.a, token, fresh)), code(usePasswordLink(t.a, token, `${fresh} again`))]);
    expect(codes.toSorted()).toEqual(['done', 'password-link-invalid']);
  });

  it('stands after a password that is too weak', async () => {
    const token = await link();
    expect(await code(usePasswordLink(t.a, token, 'ana ana ana'))).toBe('password-weak');
    expect(await code(usePasswordLink(t.a, token, fresh))).toBe('done');
  });

  it('is void after an hour, an invitation after three days', async () => {
    const [reset, invitation] = [await link(), await link('invitation')];
    t.pass(61 * minute);
    expect([await readPasswordLink(t.a, reset), await readPasswordLink(t.a, invitation)]).toEqual([null, { name: 'ana', isInvitation: false }]);
    t.pass(3 * day);
    expect(await readPasswordLink(t.a, invitation)).toBeNull();
  });

  it('is void once the account is deactivated or has another address, and of no other kind', async () => {
    const token = await link();
    await changeUser(t.a, system, ana, { email: 'ana@example.org' });
    expect(await readPasswordLink(t.a, token)).toBeNull();
    const later = await link();
    await changeUser(t.a, system, ana, { status: 'deactivated' });
    expect(await code(usePasswordLink(t.a, later, fresh))).toBe('password-link-invalid');
    expect(await code(link())).toBe('user-deactivated');
    expect(await code(createPasswordLink(t.a, system, 99_999, 'reset'))).toBe('user-unknown');
  });

  it('of a webmaster is made by webmasters only', async () => {
    const [adam, keeper] = [await viewerOf(t.gallery, await t.user('adam', 'administrator'), 'en'), await t.user('keeper', 'webmaster')];
    expect(await code(createPasswordLink(t.a, adam, keeper, 'reset'))).toBe('status-needed');
    expect(await code(createPasswordLink(t.a, adam, ana, 'reset'))).toBe('done');
    expect(await code(createPasswordLink(t.a, await viewerOf(t.gallery, ana, 'en'), ana, 'reset'))).toBe('status-needed');
  });

  it('is mailed where messages with links can be sent, in the language of its user', async () => {
    expect(await code(sendPasswordLink(t.a, system, ana, 'reset'))).toBe('links-not-sent');
    const sent: { to: unknown; text: string }[] = [];
    const post = {
      mail: {
        linksReady: async () => true,
        link: (path: string) => `https://photos.example.org${path}`,
        send: async (message: { readonly to: unknown; readonly text: string }) => void sent.push(message),
      },
      jobs: { define: () => () => {}, add: async () => {} },
      texts: { t: (_owner: string, language: string, key: string, values: object = {}) => `${language} ${key} ${Object.values(values).join(' ')}` },
    };
    const a = { ...t.a, post };
    expect(await code(sendPasswordLink(a, system, ana, 'reset'))).toBe('links-not-sent');
    await changeUser(a, system, ana, { email: 'ana@example.org', language: 'de' });
    expect(await sendPasswordLink(a, system, ana, 'invitation')).toBe('ana@example.org');
    const [message] = sent;
    expect(message?.to).toBe('ana@example.org');
    expect(message?.text).toMatch(/^de mail\.invitation\.text .* ana https:\/\/photos\.example\.org\/account\/password-link\/[\w-]{43} 72$/);
    const token = message?.text.split('/').at(-1)?.split(' ')[0] ?? '';
    expect(passwordLinkPath(token)).toContain(token);
    expect(await readPasswordLink(t.a, token)).toMatchObject({ name: 'ana' });
  });
});

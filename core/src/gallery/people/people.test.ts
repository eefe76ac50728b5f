import { isGalleryError, type Viewer } from '@picturerail/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { type Gallery, system } from '../gallery.ts';
import { clearPeople, codeOf, quietGallery } from '../testing.ts';
import { createGroup } from './create-group.ts';
import { createUser } from './create-user.ts';
import { findUser, listUsers } from './find-user.ts';
import { listGroups } from './groups.ts';
import { joinGroup } from './join-group.ts';
import { leaveGroup } from './leave-group.ts';
import { everyonePrincipal, signedInPrincipal } from './principals.ts';
import { removeGroup } from './remove-group.ts';
import { removeUser } from './remove-user.ts';
import { updateUser } from './update-user.ts';
import { webmasterExists } from './users-store.ts';
import { viewerOf } from './viewers.ts';

describe.each(testDatabases())('people on $name', (kind) => {
  let opened: TestDatabase;
  let g: Gallery;
  const told: string[] = [];
  beforeAll(async () => {
    opened = await kind.open();
    const hooks = { notify: (hook: string, items: readonly unknown[]) => void told.push(`${hook} ${JSON.stringify(items)}`), decide: () => [] };
    g = quietGallery({ database: opened.database, hooks });
  });
  beforeEach(async () => {
    told.length = 0;
    await clearPeople(opened.database);
  });
  afterAll(() => opened.drop());

  const user = (name: string, status: Viewer['status'] = 'user') => createUser(g, system, { name, status: status as 'user' });
  const as = (id: number) => viewerOf(g, id, 'en');

  it('a user is found by id, and by name in any letter case and composition', async () => {
    const id = await createUser(g, system, { name: ' Rene\u0301 ', status: 'generic', language: 'fr', email: 'r@example.org' });
    expect(await findUser(g, id)).toMatchObject({ id, name: 'Ren\u00e9', status: 'generic', language: 'fr', email: 'r@example.org' });
    expect(await findUser(g, 'REN\u00c9')).toMatchObject({ id });
    expect(await findUser(g, 'nobody')).toBeNull();
    expect((await listUsers(g)).map((one) => one.name)).toEqual(['Ren\u00e9']);
    expect(told).toEqual([`users:created [{"userId":${id}}]`]);
  });

  it.each([
    ['', 'name-empty'],
    ['   ', 'name-empty'],
    ['a\nb', 'name-invalid'],
    ['an\u200ba', 'name-invalid'],
    ['\u202eana', 'name-invalid'],
    ['x'.repeat(101), 'name-invalid'],
    ['ANA', 'user-name-taken'],
  ])('the name %j is refused: %s', async (name, code) => {
    await user('ana');
    expect(await codeOf(user(name))).toBe(code);
    expect(await codeOf(updateUser(g, system, await user('ben'), { name }))).toBe(code);
  });

  it.each(['ana', 'ana@a b', 'ana@example.org\r\nBcc: eve@example.org', 'ana@x.org, eve@x.org', 'a\u001b[31m@x.org', `${'a'.repeat(250)}@x.org`])(
    'the address for messages %j is refused',
    async (email) => {
      expect(await codeOf(createUser(g, system, { name: 'ana', status: 'user', email }))).toBe('email-invalid');
      expect(await codeOf(updateUser(g, system, await user('ben'), { email }))).toBe('email-invalid');
    },
  );

  it('a status that does not exist is refused', async () => {
    expect(await codeOf(user('ana', 'emperor' as 'user'))).toBe('user-status-unknown');
  });

  it('only a webmaster makes administrators and webmasters, and changes webmasters', async () => {
    const [master, admin, plain] = [await user('m', 'webmaster'), await user('a', 'administrator'), await user('p')];
    expect(await codeOf(createUser(g, await as(admin), { name: 'x', status: 'administrator' }))).toBe('status-needed');
    expect(await codeOf(updateUser(g, await as(admin), plain, { status: 'webmaster' }))).toBe('status-needed');
    expect(await codeOf(updateUser(g, await as(admin), master, { name: 'x' }))).toBe('status-needed');
    expect(await codeOf(createUser(g, await as(plain), { name: 'x', status: 'user' }))).toBe('status-needed');
    await updateUser(g, await as(admin), plain, { status: 'deactivated' });
    await updateUser(g, await as(master), plain, { status: 'administrator' });
    expect((await findUser(g, plain))?.status).toBe('administrator');
  });

  it('the last webmaster cannot be removed, demoted or deactivated', async () => {
    expect(await webmasterExists(g.database.read)).toBe(false);
    const only = await user('m', 'webmaster');
    expect(await webmasterExists(g.database.read)).toBe(true);
    expect(await codeOf(removeUser(g, system, only))).toBe('last-webmaster');
    expect(await codeOf(updateUser(g, system, only, { status: 'user' }))).toBe('last-webmaster');
    expect(await codeOf(updateUser(g, system, only, { status: 'deactivated' }))).toBe('last-webmaster');
    await user('n', 'webmaster');
    await removeUser(g, system, only);
    expect(await findUser(g, only)).toBeNull();
    expect(told.at(-1)).toBe(`users:deleted [{"userId":${only}}]`);
  });

  it('a user changes his own language and address, a generic account nothing', async () => {
    const [plain, shared] = [await user('p'), await user('s', 'generic')];
    await updateUser(g, await as(plain), plain, { language: 'de', email: null });
    expect((await findUser(g, plain))?.language).toBe('de');
    expect(await codeOf(updateUser(g, await as(plain), plain, { name: 'x' }))).toBe('status-needed');
    expect(await codeOf(updateUser(g, await as(shared), shared, { language: 'de' }))).toBe('status-needed');
    expect(await codeOf(updateUser(g, system, 999_999, {}))).toBe('user-unknown');
    expect(await codeOf(removeUser(g, system, 999_999))).toBe('user-unknown');
  });

  it('the principals of a user are closed, and those of a deactivated one a visitor’s', async () => {
    const id = await user('ana');
    const group = await createGroup(g, system, { name: 'family' });
    await joinGroup(g, system, group, id);
    await joinGroup(g, system, group, id);
    const viewer = await as(id);
    expect(viewer.principals).toHaveLength(4);
    expect(viewer.principals.slice(0, 2)).toEqual([everyonePrincipal, signedInPrincipal]);
    await leaveGroup(g, system, group, id);
    expect((await as(id)).principals).toHaveLength(3);
    await updateUser(g, system, id, { status: 'deactivated' });
    expect(await as(id)).toMatchObject({ userId: null, status: 'visitor', principals: [everyonePrincipal] });
  });

  it('groups have unique names and lose their members with them', async () => {
    const [ana, ben] = [await user('ana'), await user('ben')];
    const group = await createGroup(g, system, { name: 'Family' });
    await createGroup(g, system, { name: 'Empty' });
    for (const id of [ben, ana]) await joinGroup(g, system, group, id);
    expect(await listGroups(g)).toEqual([
      { id: expect.any(Number), name: 'Empty', members: [] },
      {
        id: group,
        name: 'Family',
        members: [
          { id: ana, name: 'ana' },
          { id: ben, name: 'ben' },
        ],
      },
    ]);
    expect(await codeOf(createGroup(g, system, { name: 'FAMILY' }))).toBe('group-name-taken');
    expect(await codeOf(createGroup(g, await as(ana), { name: 'x' }))).toBe('status-needed');
    expect(await codeOf(joinGroup(g, system, 999_999, ana))).toBe('group-unknown');
    expect(await codeOf(joinGroup(g, system, group, 999_999))).toBe('user-unknown');
    await removeGroup(g, system, group);
    expect(await codeOf(removeGroup(g, system, group))).toBe('group-unknown');
    expect((await as(ana)).principals).toHaveLength(3);
  });

  it('of two webmasters that remove each other at once, one stays', async () => {
    const [one, two] = [await user('one', 'webmaster'), await user('two', 'webmaster')];
    const outcomes = await Promise.all([removeUser(g, system, one), removeUser(g, system, two)].map(codeOf));
    expect(outcomes.sort()).toEqual(['done', 'last-webmaster']);
  });

  it('errors are sentences with the offending value', async () => {
    await user('ana');
    const error = await user('Ana').catch((caught: unknown) => caught);
    expect(isGalleryError(error) && error.message).toBe('There is a user "Ana" already, letter case aside; choose another name.');
  });
});

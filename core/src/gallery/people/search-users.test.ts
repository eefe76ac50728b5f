import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { type Gallery, system } from '../gallery.ts';
import { clearPeople, quietGallery } from '../testing.ts';
import { createGroup } from './create-group.ts';
import { createUser } from './create-user.ts';
import { searchUsers, type UserSearch } from './search-users.ts';

describe.each(testDatabases())('looking for users on $name', (kind) => {
  let opened: TestDatabase;
  let g: Gallery;
  let family: number;
  let now = 1_000;

  beforeAll(async () => {
    opened = await kind.open();
    g = quietGallery({ database: opened.database, clock: () => now });
    await clearPeople(opened.database);
    family = await createGroup(g, system, { name: 'Family' });
    const friends = await createGroup(g, system, { name: 'Friends' });
    const add = async (name: string, more: Partial<Parameters<typeof createUser>[2]> = {}, seenAt: number | null = null) => {
      now += 1;
      const id = await createUser(g, system, { name, status: 'user', ...more });
      await opened.database.transaction((tx) => tx.run('UPDATE users SET seen_at = ? WHERE id = ?', [seenAt, id]));
    };
    await add('Zoë', { groups: [family] }, 30);
    await add('ana', { email: 'Ana@Example.org', groups: [friends, family, family] }, 20);
    await add('100%', { status: 'webmaster' });
    await add('100x', { status: 'deactivated' }, 10);
    await add('a_b');
  });
  afterAll(() => opened.drop());

  const names = async (search: Partial<UserSearch> = {}) => {
    const { users, total } = await searchUsers(g, { page: 1, perPage: 10, ...search });
    return [total, ...users.map(({ name }) => name)];
  };

  it('lists them by name, by when they were last seen, and the newest first, a page at a time', async () => {
    expect(await names()).toEqual([5, '100%', '100x', 'a_b', 'ana', 'Zoë']);
    expect(await names({ order: 'seen' })).toEqual([5, 'Zoë', 'ana', '100x', 'a_b', '100%']);
    expect(await names({ order: 'new', perPage: 2, page: 2 })).toEqual([5, '100%', 'ana']);
    expect(await names({ page: 9 })).toEqual([5]);
  });

  it('finds a part of a name or address in any letter case, and takes signs of patterns as they are', async () => {
    expect(await names({ text: 'ZOË' })).toEqual([1, 'Zoë']);
    expect(await names({ text: 'example.ORG' })).toEqual([1, 'ana']);
    expect(await names({ text: '100%' })).toEqual([1, '100%']);
    expect(await names({ text: 'a_' })).toEqual([1, 'a_b']);
    expect(await names({ text: '!' })).toEqual([0]);
    expect(await names({ text: `' OR 1=1 --` })).toEqual([0]);
  });

  it('keeps to a status and to a group', async () => {
    expect(await names({ status: 'deactivated' })).toEqual([1, '100x']);
    expect(await names({ groupId: family })).toEqual([2, 'ana', 'Zoë']);
    expect(await names({ groupId: family, text: 'z' })).toEqual([1, 'Zoë']);
    expect(await names({ groupId: 99_999 })).toEqual([0]);
  });

  it('names the groups of each', async () => {
    const { users } = await searchUsers(g, { page: 1, perPage: 10 });
    expect(users.map(({ groups }) => groups.map(({ name }) => name))).toEqual([[], [], [], ['Family', 'Friends'], ['Family']]);
  });
});

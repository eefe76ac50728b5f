import type { Status } from '@picturerail/sdk';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { type Gallery, system } from '../gallery.ts';
import { codeOf, quietGallery } from '../testing.ts';
import { createGroup } from './create-group.ts';
import { createUser } from './create-user.ts';
import { joinGroup } from './join-group.ts';
import { previewedViewer } from './previewed-viewer.ts';
import { viewerOf, visitorViewer } from './viewers.ts';

const [kind] = testDatabases();
let opened: TestDatabase;
let g: Gallery;
const ids = new Map<Status, number>();
let family: number;

beforeAll(async () => {
  opened = await (kind as NonNullable<typeof kind>).open();
  g = quietGallery({ database: opened.database });
  for (const status of ['webmaster', 'administrator', 'user', 'generic', 'deactivated'] as const)
    ids.set(status, await createUser(g, system, { name: status, status }));
  family = await createGroup(g, system, { name: 'Family' });
  await joinGroup(g, system, family, ids.get('user') as number);
});
afterAll(() => opened.drop());

const as = (status: Status) => viewerOf(g, ids.get(status) as number, 'en');

it.each<[Status, Status, string]>([
  ['webmaster', 'webmaster', 'done'],
  ['webmaster', 'administrator', 'done'],
  ['administrator', 'webmaster', 'status-needed'],
  ['administrator', 'administrator', 'done'],
  ['administrator', 'user', 'done'],
  ['administrator', 'generic', 'done'],
  ['administrator', 'deactivated', 'user-cannot-look'],
  ['user', 'generic', 'status-needed'],
  ['generic', 'user', 'status-needed'],
])('a %s who previews as a %s: %s', async (actor, target, code) => {
  expect(await codeOf(previewedViewer(g, await as(actor), { user: ids.get(target) as number }))).toBe(code);
});

it('a user is seen with his groups, a member with that group alone, a visitor with nothing', async () => {
  const webmaster = await as('webmaster');
  expect(await previewedViewer(g, webmaster, { user: ids.get('user') as number })).toEqual(await as('user'));
  const member = await previewedViewer(g, webmaster, { group: family });
  expect([member.userId, member.name, member.status, member.principals.length]).toEqual([null, 'Family', 'user', 3]);
  expect((await as('user')).principals).toEqual(expect.arrayContaining([...member.principals]));
  expect(await previewedViewer(g, webmaster, 'visitor')).toEqual(visitorViewer(g, 'en'));
});

it('nobody previews as who is not there', async () => {
  const webmaster = await as('webmaster');
  expect(await codeOf(previewedViewer(g, webmaster, { user: 999_999 }))).toBe('user-unknown');
  expect(await codeOf(previewedViewer(g, webmaster, { group: 999_999 }))).toBe('group-unknown');
  expect(await codeOf(previewedViewer(g, visitorViewer(g, 'en'), 'visitor'))).toBe('status-needed');
});

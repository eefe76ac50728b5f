import type { PageAnswer, PageRequest, Rail } from '@picturerail/sdk';
import { readAudience, whoOf } from '../audience.ts';
import { refuseUnlessManager } from '../may-change.ts';
import { addEntry, bringBackEntry, changeEntry, managedEntries, orderEntries, removeEntry } from '../menus/change-menus.ts';
import { type EntryChange, menus, type Target } from '../menus/entry.ts';
import { readTarget } from '../menus/read-target.ts';
import { readPlace } from '../place-in.ts';
import { editEntry } from './edit-entry.ts';
import { idOf } from './edit-page.ts';
import { listMenus } from './list-menus.ts';
import { menusBase, problemOf, wordingOf } from './wording.ts';

type Act = (rail: Rail, request: PageRequest) => Promise<PageAnswer>;

/** What the list of menus offers. */
export const changeMenus: Act = (rail, request) => doing(listActs, listMenus, rail, request);

/** What the page of an entry offers. */
export const changeMenuEntry: Act = (rail, request) => doing(entryActs, editEntry, rail, request);

async function doing(acts: ReadonlyMap<string, Act>, again: typeof listMenus, rail: Rail, request: PageRequest): Promise<PageAnswer> {
  const act = acts.get(request.form.get('action') ?? '');
  if (!act) return null;
  try {
    return await act(rail, request);
  } catch (error) {
    return again(rail, request, problemOf(error, wordingOf(rail, request)));
  }
}

const listActs: ReadonlyMap<string, Act> = new Map<string, Act>([
  ['add', add],
  ['place', place],
  ['back', back],
]);
const entryActs: ReadonlyMap<string, Act> = new Map<string, Act>([
  ['save', save],
  ['remove', remove],
]);

function targetIn(rail: Rail, request: PageRequest): Promise<Target> {
  refuseUnlessManager(rail, request.viewer);
  const { form } = request;
  return readTarget(rail.db, { choice: form.get('target') ?? '', typed: form.get('address') ?? '', host: request.header('host') });
}

async function add(rail: Rail, request: PageRequest): Promise<PageAnswer> {
  const { viewer, form } = request;
  const menu = menus.find((one) => one === form.get('menu'));
  if (!menu) return null;
  await addEntry(rail, viewer, { menu, target: await targetIn(rail, request), names: { '': form.get('name') ?? '' } });
  return { redirect: `${menusBase}?done=added` };
}

async function place(rail: Rail, { viewer, form }: PageRequest): Promise<PageAnswer> {
  const given = form.getAll('place').at(-1) ?? '';
  const asked = readPlace(given);
  if (asked === null) return null;
  await orderEntries(rail, viewer, asked.id, asked.place);
  return { redirect: `${menusBase}?placed=${encodeURIComponent(given)}` };
}

async function back(rail: Rail, { viewer }: PageRequest): Promise<PageAnswer> {
  await bringBackEntry(rail, viewer);
  return { redirect: `${menusBase}?done=back` };
}

async function save(rail: Rail, request: PageRequest): Promise<PageAnswer> {
  const { viewer, form } = request;
  const offered = await rail.auth.principals();
  const audience = readAudience(form, offered);
  const names = Object.fromEntries(['', ...rail.i18n.languages()].map((tag) => [tag, form.get(`name.${tag}`) ?? '']));
  await changeEntry(rail, viewer, idOf(request), {
    ...(await placeIn(rail, request)),
    target: await targetIn(rail, request),
    audience: whoOf(audience, offered) === 'everyone' ? null : audience,
    names,
  });
  return { redirect: `${menusBase}?done=saved` };
}

/** A menu, or the entry it is to stand below. */
async function placeIn(rail: Rail, { viewer, form }: PageRequest): Promise<EntryChange> {
  const given = form.get('place') ?? '';
  const menu = menus.find((one) => one === given);
  if (menu) return { menu, parentId: 0 };
  const parent = (await managedEntries(rail, viewer)).find(({ id }) => String(id) === given);
  return parent ? { menu: parent.menu, parentId: parent.id } : {};
}

async function remove(rail: Rail, request: PageRequest): Promise<PageAnswer> {
  await removeEntry(rail, request.viewer, idOf(request));
  return { redirect: `${menusBase}?done=removed` };
}

import type { Rail, Tables, Viewer } from '@picturerail/sdk';
import { type Audience, isEmpty } from '../audience.ts';
import { audienceEmpty, entryUnknown, menuTooDeep, nameLong, nameMissing, nothingToBringBack } from '../errors.ts';
import { refuseUnlessManager } from '../may-change.ts';
import { type Place, placed } from '../place-in.ts';
import { allEntries, bringBack, insertEntry, removeEntries, updateEntry, writeEntryOrder } from './entries-store.ts';
import { type Entry, type EntryChange, type MenuName, mostName, type Target } from './entry.ts';

/** All entries of all menus, in their order. Errors: `pages.not-allowed`. */
export async function managedEntries(rail: Rail, viewer: Viewer): Promise<Entry[]> {
  refuseUnlessManager(rail, viewer);
  return allEntries(rail.db);
}

/** At the end of a menu. Answers its id. Errors: `pages.not-allowed`, `pages.name-missing`, `pages.name-long`. */
export function addEntry(rail: Rail, viewer: Viewer, { menu, target, names }: Pick<Entry, 'menu' | 'target' | 'names'>): Promise<number> {
  return change(rail, viewer, (tx) => {
    const entry = { menu, parentId: 0, target, audience: null, names: readNames(names) };
    refuseNameless(entry);
    return insertEntry(tx, entry);
  });
}

/** Errors: `pages.not-allowed`, `pages.entry-unknown`, `pages.name-missing`, `pages.name-long`, `pages.audience-empty`, `pages.menu-too-deep`. */
export function changeEntry(rail: Rail, viewer: Viewer, id: number, given: EntryChange): Promise<void> {
  return change(rail, viewer, async (tx) => {
    const all = await allEntries(tx);
    const entry = known(all, id);
    const next = { ...entry, ...given, ...(given.names && { names: readNames(given.names) }) };
    refuseNameless(next);
    refuseForNobody(next.audience);
    const parent = next.parentId === 0 ? null : known(all, next.parentId);
    await move(tx, all, { entry, menu: parent?.menu ?? next.menu, parentId: next.parentId });
    await updateEntry(tx, id, { target: next.target, audience: next.audience, names: next.names });
  });
}

/** A step up or down among its neighbours, or beside any other, where it then belongs. Errors: `pages.not-allowed`, `pages.entry-unknown`, `pages.menu-too-deep`. */
export function orderEntries(rail: Rail, viewer: Viewer, id: number, place: Place): Promise<void> {
  return change(rail, viewer, async (tx) => {
    const all = await allEntries(tx);
    const entry = known(all, id);
    const beside = typeof place === 'object' ? known(all, 'before' in place ? place.before : place.after) : entry;
    const { menu, parentId } = beside;
    await move(tx, all, { entry, menu, parentId });
    const among = all.filter((one) => one.id === id || (one.menu === menu && one.parentId === parentId));
    const order = placed(
      among.map((one) => one.id),
      id,
      place,
    );
    if (order === null) throw entryUnknown(id);
    await writeEntryOrder(tx, order);
  });
}

/** With those below it; they come back together. Errors: `pages.not-allowed`, `pages.entry-unknown`. */
export function removeEntry(rail: Rail, viewer: Viewer, id: number): Promise<void> {
  return change(rail, viewer, async (tx) => {
    const all = await allEntries(tx);
    const gone = [known(all, id), ...below(all, id)].map((one) => one.id);
    await removeEntries(tx, gone, Date.now());
  });
}

/** What was removed last. Errors: `pages.not-allowed`, `pages.nothing-to-bring-back`. */
export function bringBackEntry(rail: Rail, viewer: Viewer): Promise<void> {
  return change(rail, viewer, async (tx) => {
    if (!(await bringBack(tx))) throw nothingToBringBack();
    const all = await allEntries(tx);
    // What it stood below may have gone or moved meanwhile.
    const lost = all.filter(({ parentId }) => parentId !== 0 && all.find(({ id }) => id === parentId)?.parentId !== 0);
    for (const { id } of lost) await updateEntry(tx, id, { parentId: 0 });
  });
}

function change<T>(rail: Rail, viewer: Viewer, run: (tx: Tables) => Promise<T>): Promise<T> {
  refuseUnlessManager(rail, viewer);
  return rail.db.transaction(async (tx) => {
    const made = await run(tx);
    await rail.revision.raise(tx);
    return made;
  });
}

function known(all: readonly Entry[], id: number): Entry {
  const entry = all.find((one) => one.id === id);
  if (!entry) throw entryUnknown(id);
  return entry;
}

const below = (all: readonly Entry[], id: number): readonly Entry[] => all.filter(({ parentId }) => parentId === id);

/** Into another menu, or below another entry; those below it come along. */
async function move(tx: Tables, all: readonly Entry[], { entry, menu, parentId }: { entry: Entry; menu: MenuName; parentId: number }): Promise<void> {
  if (entry.menu === menu && entry.parentId === parentId) return;
  const others = below(all, entry.id);
  if (parentId !== 0 && (parentId === entry.id || others.length > 0 || known(all, parentId).parentId !== 0)) throw menuTooDeep();
  await updateEntry(tx, entry.id, { menu, parentId });
  for (const one of others) await updateEntry(tx, one.id, { menu });
}

function readNames(given: Entry['names']): Entry['names'] {
  const names = Object.entries(given).map(([language, name]) => [
    language,
    name
      .normalize('NFC')
      .replace(/\p{Cc}+/gu, ' ')
      .trim(),
  ]);
  if (names.some(([, name = '']) => name.length > mostName)) throw nameLong(mostName);
  return Object.fromEntries(names.filter(([, name]) => name !== ''));
}

/** An address has no name of its own. */
function refuseNameless({ target, names }: { readonly target: Target; readonly names: Entry['names'] }): void {
  if (target.kind === 'address' && (names[''] ?? '') === '') throw nameMissing();
}

function refuseForNobody(audience: Audience | null): void {
  if (audience && isEmpty(audience)) throw audienceEmpty();
}

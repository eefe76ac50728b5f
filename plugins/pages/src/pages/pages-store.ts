import type { Tables } from '@picturerail/sdk';
import type { Audience } from '../audience.ts';
import type { Page, PageText, State, Texts, Version } from './page.ts';

interface PageRow {
  readonly id: number;
  readonly slug: string;
  readonly position: number;
  readonly state: State;
  readonly audience: string;
  /** The version before, as JSON; null where there is none to go back to. */
  readonly previous: string | null;
  readonly created_at: number;
  readonly changed_at: number;
  readonly trashed_at: number | null;
}
interface TextRow extends PageText {
  readonly page_id: number;
  readonly language: string;
}
/** All addresses a page has had; the one it has is among them. */
interface AddressRow {
  readonly slug: string;
  readonly page_id: number;
}

const pages = (tables: Tables) => tables.table<PageRow>('pages');
const texts = (tables: Tables) => tables.table<TextRow>('texts');
const addresses = (tables: Tables) => tables.table<AddressRow>('addresses');

const textsOf = (rows: readonly TextRow[]): Texts => new Map(rows.map(({ language, title, text }) => [language, { title, text }]));

const pageOf = ({ id, slug, state, audience, previous, changed_at, trashed_at }: PageRow, rows: readonly TextRow[]): Page => ({
  id,
  slug,
  state,
  audience: JSON.parse(audience) as Audience,
  texts: textsOf(rows),
  isTrashed: trashed_at !== null,
  isUndoable: previous !== null,
  changedAt: changed_at,
});

/** All, those in the trash included, in their order. */
export async function allPages(tables: Tables): Promise<Page[]> {
  const rows = await pages(tables).select({ orderBy: ['position', 'id'] });
  const byPage = new Map<number, TextRow[]>();
  for (const text of await texts(tables).select()) byPage.set(text.page_id, [...(byPage.get(text.page_id) ?? []), text]);
  return rows.map((row) => pageOf(row, byPage.get(row.id) ?? []));
}

export async function pageById(tables: Tables, id: number): Promise<Page | undefined> {
  const row = await pages(tables).first({ id });
  return row && pageOf(row, await texts(tables).select({ where: { page_id: id } }));
}

/** The page that has an address, or had it. As many statements whether there is one or not: how long it takes tells nothing. */
export async function pageAt(tables: Tables, slug: string): Promise<Page | undefined> {
  const id = (await addresses(tables).first({ slug }))?.page_id ?? 0;
  const row = await pages(tables).first({ id });
  const rows = await texts(tables).select({ where: { page_id: id } });
  return row && pageOf(row, rows);
}

export async function insertPage(tables: Tables, version: Version, now: number): Promise<number> {
  const last = (await pages(tables).select({ orderBy: ['position'], descending: true, limit: 1 }))[0];
  await pages(tables).insert({
    ...columnsOf(version),
    position: (last?.position ?? -1) + 1,
    previous: null,
    created_at: now,
    changed_at: now,
    trashed_at: null,
  });
  const id = (await pages(tables).first({ slug: version.slug }))?.id ?? 0;
  await writeTexts(tables, id, version.texts);
  return id;
}

const columnsOf = ({ slug, state, audience }: Version) => ({ slug, state, audience: JSON.stringify(audience) });

async function writeTexts(tables: Tables, id: number, given: Texts): Promise<void> {
  await texts(tables).delete({ page_id: id });
  if (given.size > 0) await texts(tables).insert([...given].map(([language, text]) => ({ page_id: id, language, ...text })));
}

/** Writes a version over another, which is kept to go back to. */
export async function writeVersion(
  tables: Tables,
  { id, before, version, now }: { id: number; before: Version; version: Version; now: number },
): Promise<void> {
  const { slug, state, audience } = before;
  const previous = JSON.stringify({ slug, state, audience, texts: [...before.texts] });
  await pages(tables).update({ id }, { ...columnsOf(version), previous, changed_at: now });
  await writeTexts(tables, id, version.texts);
}

/** The version before the last change. */
export async function previousVersion(tables: Tables, id: number): Promise<Version | null> {
  const previous = (await pages(tables).first({ id }))?.previous ?? null;
  if (previous === null) return null;
  const { texts: kept, ...rest } = JSON.parse(previous) as Omit<Version, 'texts'> & { readonly texts: readonly [string, PageText][] };
  return { ...rest, texts: new Map(kept) };
}

/** False where another page has this address now; one that has had it loses it. */
export async function takeAddress(tables: Tables, slug: string, id: number): Promise<boolean> {
  const found = await addresses(tables).first({ slug });
  if (!found) await addresses(tables).insert({ slug, page_id: id });
  else if (found.page_id !== id) {
    if ((await pages(tables).first({ id: found.page_id }))?.slug === slug) return false;
    await addresses(tables).update({ slug }, { page_id: id });
  }
  return true;
}

export const setTrashed = async (tables: Tables, id: number, trashedAt: number | null): Promise<void> =>
  void (await pages(tables).update({ id }, { trashed_at: trashedAt }));

export async function writeOrder(tables: Tables, ids: readonly number[]): Promise<void> {
  for (const [position, id] of ids.entries()) await pages(tables).update({ id }, { position });
}

export async function deletePage(tables: Tables, id: number): Promise<void> {
  await texts(tables).delete({ page_id: id });
  await addresses(tables).delete({ page_id: id });
  await pages(tables).delete({ id });
}

import type { Rail, Tables, Viewer } from '@picturerail/sdk';
import { type Audience, isEmpty } from '../audience.ts';
import { audienceEmpty, nothingToUndo, pageUnknown, slugTaken } from '../errors.ts';
import { refuseUnlessManager } from '../may-change.ts';
import { type Page, type PageText, readText, refuseWithoutTitle, type State, type Version } from './page.ts';
import { pageById, previousVersion, takeAddress, writeVersion } from './pages-store.ts';
import { readSlug } from './slug.ts';

export interface PageChange {
  readonly slug?: string;
  readonly state?: State;
  readonly audience?: Audience;
  /** Of one language; what is empty is no translation. */
  readonly text?: PageText & { readonly language: string };
}

/**
 * Changes a page and keeps what it was, for one step back. Errors: `pages.not-allowed`, `pages.unknown`, `pages.title-missing`,
 * `pages.title-long`, `pages.text-long`, `pages.slug-invalid`, `pages.slug-taken`, `pages.audience-empty`.
 */
export async function changePage(rail: Rail, viewer: Viewer, id: number, change: PageChange): Promise<void> {
  refuseUnlessManager(rail, viewer);
  if (change.audience && isEmpty(change.audience)) throw audienceEmpty();
  await rail.db.transaction(async (tx) => {
    const page = await knownPage(tx, id);
    const version = changed(page, change);
    refuseWithoutTitle(version.texts);
    if (asText(version) !== asText(page)) await write(rail, tx, { page, version });
  });
}

/** Takes the last change back; once more, and it is there again. Errors: `pages.not-allowed`, `pages.unknown`, `pages.nothing-to-undo`, `pages.slug-taken`. */
export async function undoChange(rail: Rail, viewer: Viewer, id: number): Promise<void> {
  refuseUnlessManager(rail, viewer);
  await rail.db.transaction(async (tx) => {
    const page = await knownPage(tx, id);
    const previous = await previousVersion(tx, id);
    if (previous === null) throw nothingToUndo();
    await write(rail, tx, { page, version: previous });
  });
}

async function knownPage(tx: Tables, id: number): Promise<Page> {
  const page = await pageById(tx, id);
  if (!page || page.isTrashed) throw pageUnknown(id);
  return page;
}

function changed(page: Page, { slug, state, audience, text }: PageChange): Version {
  const texts = new Map(page.texts);
  if (text) {
    const read = readText(text);
    if (read === null) texts.delete(text.language);
    else texts.set(text.language, read);
  }
  return { slug: slug === undefined ? page.slug : readSlug(slug), state: state ?? page.state, audience: audience ?? page.audience, texts };
}

const asText = ({ slug, state, audience, texts }: Version): string => JSON.stringify([slug, state, audience, [...texts].toSorted()]);

async function write({ revision }: Rail, tx: Tables, { page, version }: { page: Page; version: Version }): Promise<void> {
  if (!(await takeAddress(tx, version.slug, page.id))) throw slugTaken(version.slug);
  await writeVersion(tx, { id: page.id, before: page, version, now: Date.now() });
  await revision.raise(tx);
}

import type { Rail, Viewer } from '@picturerail/sdk';
import { refuseUnlessManager } from '../may-change.ts';
import { readText, refuseWithoutTitle, type Texts } from './page.ts';
import { allPages, insertPage, takeAddress } from './pages-store.ts';
import { freeSlug, slugOf } from './slug.ts';

const nobody = { principals: [], statuses: [] };

/** A draft with these texts, which nobody sees until it is published. Answers its id. Errors: `pages.not-allowed`, `pages.title-missing`, `pages.title-long`. */
export async function createPage(rail: Rail, viewer: Viewer, given: Texts): Promise<number> {
  refuseUnlessManager(rail, viewer);
  const texts = new Map([...given].flatMap(([language, text]) => [readText(text)].flatMap((read) => (read === null ? [] : [[language, read] as const]))));
  refuseWithoutTitle(texts);
  const everyone = (await rail.auth.principals()).filter(({ kind }) => kind === 'everyone').map(({ id }) => id);
  return rail.db.transaction(async (tx) => {
    const taken = new Set((await allPages(tx)).map(({ slug }) => slug));
    const slug = freeSlug(slugOf(texts.get('')?.title ?? ''), taken);
    const id = await insertPage(tx, { slug, state: 'draft', audience: { ...nobody, principals: everyone }, texts }, Date.now());
    await takeAddress(tx, slug, id);
    return id;
  });
}

import type { Rail, Viewer } from '@picturerail/sdk';
import { isIn } from '../audience.ts';
import { refuseUnlessManager } from '../may-change.ts';
import type { Page } from './page.ts';
import { allPages, pageAt, pageById } from './pages-store.ts';

/** Published, and for this viewer. */
export const isSeenBy = ({ state, isTrashed, audience }: Page, viewer: Viewer): boolean => state === 'published' && !isTrashed && isIn(audience, viewer);

/** The page that has this address, or had it; null where there is none for this viewer, which looks the same as none at all. */
export async function findPage({ db }: Rail, viewer: Viewer, slug: string): Promise<Page | null> {
  const page = await pageAt(db, slug);
  return page && isSeenBy(page, viewer) ? page : null;
}

/** For whoever changes pages, drafts and the trash included. Errors: `pages.not-allowed`. */
export async function managedPages(rail: Rail, viewer: Viewer): Promise<Page[]> {
  refuseUnlessManager(rail, viewer);
  return allPages(rail.db);
}

/** Null where there is none, or it is in the trash. Errors: `pages.not-allowed`. */
export async function managedPage(rail: Rail, viewer: Viewer, id: number): Promise<Page | null> {
  refuseUnlessManager(rail, viewer);
  const page = await pageById(rail.db, id);
  return page && !page.isTrashed ? page : null;
}

import type { PageAnswer, PageRequest, Rail } from '@picturerail/sdk';
import { findPage } from './pages/find-page.ts';
import { textIn } from './pages/page.ts';

export const addressOf = (slug: string): string => `/pages/${encodeURIComponent(slug)}`;

/** A text page for whom it is meant; an address it had before leads to the one it has. */
export async function showPage(rail: Rail, { viewer, params }: PageRequest): Promise<PageAnswer> {
  const slug = params.slug ?? '';
  const page = await findPage(rail, viewer, slug);
  if (page === null) return null;
  if (page.slug !== slug) return { redirect: addressOf(page.slug) };
  const { title, text } = textIn(page.texts, viewer.language);
  // The parser takes memory which processes that show no page need not spend.
  const { renderMarkdown } = await import('./markdown/render-markdown.ts');
  return { title, html: renderMarkdown(text) };
}

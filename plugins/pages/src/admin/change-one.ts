import type { PageAnswer, PageRequest, Rail } from '@picturerail/sdk';
import { readAudience } from '../audience.ts';
import { refuseUnlessManager } from '../may-change.ts';
import { changePage, undoChange } from '../pages/change-page.ts';
import { readText } from '../pages/page.ts';
import { trashPage } from '../pages/trash-page.ts';
import { editPage, idOf, languageIn } from './edit-page.ts';
import { base, problemOf, wordingOf } from './wording.ts';

type Act = (rail: Rail, request: PageRequest) => Promise<PageAnswer>;

/** What the page of a text page offers. */
export async function changeOne(rail: Rail, request: PageRequest): Promise<PageAnswer> {
  const act = actions.get(request.form.get('action') ?? '');
  if (!act) return null;
  try {
    return await act(rail, request);
  } catch (error) {
    return editPage(rail, request, { problem: problemOf(error, wordingOf(rail, request)) });
  }
}

const actions: ReadonlyMap<string, Act> = new Map<string, Act>([
  ['text', saveText],
  ['preview', preview],
  ['settings', saveSettings],
  ['undo', (rail, request) => undo(rail, request, 'undone')],
  ['redo', (rail, request) => undo(rail, request, 'saved')],
  ['trash', trash],
]);

const textIn = ({ form }: PageRequest) => ({ title: form.get('title') ?? '', text: form.get('text') ?? '' });

const shown = (rail: Rail, request: PageRequest, done: string): PageAnswer => {
  const language = languageIn(rail, request);
  return { redirect: `${base}/${idOf(request)}?${new URLSearchParams({ ...(language && { in: language }), done })}` };
};

async function saveText(rail: Rail, request: PageRequest): Promise<PageAnswer> {
  await changePage(rail, request.viewer, idOf(request), { text: { ...textIn(request), language: languageIn(rail, request) } });
  return shown(rail, request, 'saved');
}

/** Nothing is saved. */
async function preview(rail: Rail, request: PageRequest): Promise<PageAnswer> {
  refuseUnlessManager(rail, request.viewer);
  const { renderMarkdown } = await import('../markdown/render-markdown.ts');
  return editPage(rail, request, { preview: renderMarkdown(readText(textIn(request))?.text ?? '') });
}

async function saveSettings(rail: Rail, request: PageRequest): Promise<PageAnswer> {
  const { form } = request;
  await changePage(rail, request.viewer, idOf(request), {
    slug: form.get('slug') ?? '',
    state: form.get('state') === 'published' ? 'published' : 'draft',
    audience: readAudience(form, await rail.auth.principals()),
  });
  return shown(rail, request, 'saved');
}

/** There and back: what was undone is what the next undoing brings. */
async function undo(rail: Rail, request: PageRequest, done: 'undone' | 'saved'): Promise<PageAnswer> {
  await undoChange(rail, request.viewer, idOf(request));
  return shown(rail, request, done);
}

async function trash(rail: Rail, request: PageRequest): Promise<PageAnswer> {
  await trashPage(rail, request.viewer, idOf(request));
  return { redirect: `${base}?done=trashed&page=${idOf(request)}` };
}

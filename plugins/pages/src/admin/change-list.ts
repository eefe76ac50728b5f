import type { PageAnswer, PageRequest, Rail } from '@picturerail/sdk';
import { createPage } from '../pages/create-page.ts';
import { orderPages } from '../pages/order-pages.ts';
import { purgePage, restorePage } from '../pages/trash-page.ts';
import { readPlace } from '../place-in.ts';
import { listPages } from './list-pages.ts';
import { starterTexts } from './starters.ts';
import { base, problemOf, wordingOf } from './wording.ts';

type Act = (rail: Rail, request: PageRequest) => Promise<PageAnswer>;

/** What the list of text pages offers. */
export async function changeList(rail: Rail, request: PageRequest): Promise<PageAnswer> {
  const act = actions.get(request.form.get('action') ?? '');
  if (!act) return null;
  try {
    return await act(rail, request);
  } catch (error) {
    return listPages(rail, request, problemOf(error, wordingOf(rail, request)).sentence);
  }
}

const idIn = ({ form }: PageRequest): number => Number(/^\d{1,15}$/.exec(form.get('page') ?? '')?.[0] ?? 0);

const actions: ReadonlyMap<string, Act> = new Map<string, Act>([
  ['create', create],
  ['start', start],
  ['place', place],
  ['restore', restore],
  ['purge', purge],
]);

async function create(rail: Rail, { viewer, form }: PageRequest): Promise<PageAnswer> {
  return { redirect: `${base}/${await createPage(rail, viewer, new Map([['', { title: form.get('title') ?? '', text: '' }]]))}` };
}

async function start(rail: Rail, { viewer, form }: PageRequest): Promise<PageAnswer> {
  const texts = starterTexts(rail, form.get('starter') ?? '', viewer.language);
  return texts && { redirect: `${base}/${await createPage(rail, viewer, texts)}` };
}

async function place(rail: Rail, { viewer, form }: PageRequest): Promise<PageAnswer> {
  const asked = readPlace(form.getAll('place').at(-1) ?? '');
  if (asked === null) return null;
  await orderPages(rail, viewer, asked.id, asked.place);
  return { redirect: `${base}?placed=${encodeURIComponent(form.getAll('place').at(-1) ?? '')}` };
}

async function restore(rail: Rail, request: PageRequest): Promise<PageAnswer> {
  await restorePage(rail, request.viewer, idIn(request));
  return { redirect: `${base}?done=restored&page=${idIn(request)}` };
}

async function purge(rail: Rail, request: PageRequest): Promise<PageAnswer> {
  await purgePage(rail, request.viewer, idIn(request));
  return { redirect: `${base}?done=purged` };
}
